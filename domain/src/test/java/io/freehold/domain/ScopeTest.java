package io.freehold.domain;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "instagram.profile",
        "chatgpt.conversations.shared",
        "youtube.watch_history",
        "spotify.savedTracks",
        "a.b",
        "a.b.c",
        "0.1.2",
        "2fa.codes",
        "a_b.c_d.e_f",
        "a_.b_",
        "google.takeout2024.myActivity"
      })
  void acceptsTwoOrThreeSegments(String text) {
    assertThat(new Scope(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "instagram",
        "instagram.",
        ".profile",
        "a.b.c.d",
        "a..b",
        "a.b.",
        ".a.b",
        "Instagram.profile",
        "instaGram.profile",
        "instagram.Profile",
        "spotify.SavedTracks",
        "_a.b",
        "a._b",
        "a.b-c",
        "a.b c",
        " a.b",
        "a.b ",
        "a.b\n",
        "a/b.c",
        "a.b/../c",
        "..%2f.a",
        "a.*",
        "*",
        "a.b\u0000",
        "a.é",
        "ａ.b",
        "а.b",
        "a.٣"
      })
  void refusesEverythingElse(String text) {
    assertImpossible(() -> new Scope(text));
  }

  @Test
  void isAtMostAsLongAsAFileNameMayBe() {
    String longest = "a." + "b".repeat(Scope.CHARACTERS_MAX - 2);

    assertThat(new Scope(longest).value()).hasSize(128);
    assertImpossible(() -> new Scope(longest + "b"));
  }

  @Test
  void doesNotRepeatAllOfALongTextInItsRefusal() {
    assertThatThrownBy(() -> new Scope("x".repeat(100_000))).message().hasSizeLessThan(300);
  }

  @Test
  void knowsItsSourceAndSegments() {
    var scope = new Scope("chatgpt.conversations.shared");

    assertThat(scope.source()).isEqualTo("chatgpt");
    assertThat(scope.segments()).containsExactly("chatgpt", "conversations", "shared");
    assertThat(scope).hasToString("chatgpt.conversations.shared");
  }
}
