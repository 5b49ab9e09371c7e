package io.freehold.domain.grant;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopePatternTest {
  private static final List<String> SEGMENTS = List.of("a", "ab", "a_b", "b", "x1", "aB");

  @ParameterizedTest
  @CsvSource({
    "instagram.profile, instagram.profile",
    "chatgpt.conversations.shared, chatgpt.conversations.shared",
    "spotify.savedTracks, spotify.savedTracks",
    "instagram.*, instagram.profile",
    "instagram.*, instagram.profile.photos",
    "chatgpt.conversations.*, chatgpt.conversations.shared",
    "spotify.savedTracks.*, spotify.savedTracks.old",
    "*, instagram.profile",
    "*, chatgpt.conversations.shared"
  })
  void covers(String pattern, String scope) {
    assertThat(new ScopePattern(pattern).covers(new Scope(scope))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "instagram.profile, instagram.profiles",
    "instagram.profile, instagram.profil",
    "instagram.profile, instagram.profile.photos",
    "chatgpt.conversations, chatgpt.conversations.shared",
    "chatgpt.conversations.shared, chatgpt.conversations",
    "instagram.*, instagramx.y",
    "instagram.*, instagram_x.y",
    "instagram.*, insta.gram",
    "chatgpt.conversations.*, chatgpt.conversations",
    "chatgpt.conversations.*, chatgpt.conversations2.shared",
    "spotify.savedTracks, spotify.savedtracks"
  })
  void doesNotCover(String pattern, String scope) {
    assertThat(new ScopePattern(pattern).covers(new Scope(scope))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ".*",
        "**",
        "*.*",
        "*.profile",
        "instagram",
        "instagram*",
        "instagram.pro*",
        "instagram.*.photos",
        "instagram.**",
        "instagram.*.*",
        "instagram.*\n",
        " *",
        "a.b.c.*",
        "Instagram.*",
        "instaGram.*",
        "instagram.Profile.*",
        "_a.*",
        "a..*",
        "a.-.*",
        "а.*",
        "%",
        "instagram._"
      })
  void refusesEverythingElse(String text) {
    assertImpossible(() -> new ScopePattern(text));
  }

  @Test
  void isNoLongerThanAScope() {
    String longest = "a".repeat(126) + ".*";

    assertThat(new ScopePattern(longest).value()).hasSize(128);
    assertImpossible(() -> new ScopePattern("a" + longest));
    assertImpossible(() -> new ScopePattern("a." + "b".repeat(127)));
  }

  @Test
  void knowsWhetherScopesThatDoNotExistYetFallUnderIt() {
    assertThat(new ScopePattern("*").isOpenEnded()).isTrue();
    assertThat(new ScopePattern("instagram.*").isOpenEnded()).isTrue();
    assertThat(new ScopePattern("instagram.profile").isOpenEnded()).isFalse();
  }

  @Test
  void agreesWithTheRuleSegmentBySegment() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      List<String> granted = segments(random, 1 + random.nextInt(3));
      boolean isWild = granted.size() < 2 || granted.size() == 2 && random.nextBoolean();
      List<String> asked = segments(random, 2 + random.nextInt(2));

      var pattern = new ScopePattern(String.join(".", granted) + (isWild ? ".*" : ""));
      boolean expected =
          isWild
              ? asked.size() > granted.size() && asked.subList(0, granted.size()).equals(granted)
              : asked.equals(granted);

      assertThat(pattern.covers(new Scope(String.join(".", asked))))
          .as("%s covers %s (seed %d)", pattern, asked, seed)
          .isEqualTo(expected);
    }
  }

  /// The first segment, the source, has no capitals.
  private static List<String> segments(Random random, int count) {
    String[] segments = new String[count];
    for (int i = 0; i < count; i++) {
      segments[i] = SEGMENTS.get(random.nextInt(SEGMENTS.size() - (i == 0 ? 1 : 0)));
    }
    return Arrays.asList(segments);
  }
}
