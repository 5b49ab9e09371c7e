package io.freehold.adapters.chain.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.domain.Address;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonGrantTextsTest {
  private static final String USER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
  private static final String BUILDER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String START = "{\"user\":\"" + USER + "\",\"builder\":\"" + BUILDER + "\"";

  /// The grant of the protocol's vectors, as other clients sign it.
  private static final String TEXT =
      START
          + ",\"scopes\":[\"instagram.profile\",\"instagram.likes\"],\"expiresAt\":0,"
          + "\"nonce\":1770000000000}";

  private static final GrantTerms TERMS =
      terms(List.of("instagram.profile", "instagram.likes"), Instant.MAX, 1770000000000L);

  private final JsonGrantTexts texts = new JsonGrantTexts(10);

  @Test
  void writesAGrantAsOtherClientsDo() {
    assertThat(texts.format(TERMS)).isEqualTo(TEXT);
  }

  @Test
  void readsAGrantOfOtherClients() {
    assertThat(texts.parse(TEXT)).isEqualTo(TERMS);
    assertThat(texts.parse(TEXT)).isEqualTo(TERMS);
  }

  @Test
  void readsWhatItWrites() {
    GrantTerms terms =
        terms(List.of("*", "instagram.*", "a.b.cD"), Instant.ofEpochSecond(1800000000), 0);

    assertThat(texts.parse(texts.format(terms))).isEqualTo(terms);
  }

  @Test
  void readsNumbersWrittenAsText() {
    String text = START + ",\"scopes\":[\"a.b\"],\"expiresAt\":\"1800000000\",\"nonce\":\"7\"}";

    assertThat(texts.parse(text))
        .isEqualTo(terms(List.of("a.b"), Instant.ofEpochSecond(1800000000), 7));
  }

  @Test
  void takesMissingNumbersForZero() {
    assertThat(texts.parse(START + ",\"scopes\":[\"a.b\"]}"))
        .isEqualTo(terms(List.of("a.b"), Instant.MAX, 0));
  }

  @Test
  void readsAddressesInAnyCase() {
    assertThat(texts.parse(TEXT.replace(USER, USER.toLowerCase()))).isEqualTo(TERMS);
  }

  @Test
  void passesOverMembersItDoesNotKnow() {
    String text = TEXT.replace("{\"user\"", "{\"note\":{\"nonce\":[1,{}]},\"user\"");

    assertThat(texts.parse(text)).isEqualTo(TERMS);
  }

  @Test
  void readsMembersInAnyOrderAndAnySpacing() {
    String text =
        """
         { "nonce": 1770000000000, "scopes": ["instagram.profile", "instagram.likes"],
           "builder": "%s", "expiresAt": 0, "user": "%s" }
        """
            .formatted(BUILDER, USER);

    assertThat(texts.parse(text)).isEqualTo(TERMS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{}",
        START + "}",
        START + ",\"scopes\":[]}",
        START + ",\"scopes\":\"a.b\"}",
        START + ",\"scopes\":null}",
        START + ",\"scopes\":[1]}",
        START + ",\"scopes\":[[\"a.b\"]]}",
        START + ",\"scopes\":[\"a.b\"",
        START + ",\"scopes\":[\"A.b\"]}",
        START + ",\"scopes\":[\"a.b\"]} {}",
        START + ",\"scopes\":[\"a.b\"]}x",
        START + ",\"scopes\":[\"a.b\"],}",
        START + ",\"scopes\":[\"a.b\"],\"scopes\":[\"a.c\"]}",
        START + ",\"scopes\":[\"a.b\"],\"x\":1,\"x\":2}",
        START + ",\"scopes\":[\"a.b\"],\"note\":{\"x\":1,\"x\":1}}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":-1}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":1.5}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":1e9}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":null}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":true}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":\"\"}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":\"0x10\"}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":\" 1\"}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":\"+1\"}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":\"01\"}",
        START + ",\"scopes\":[\"a.b\"],\"expiresAt\":9223372036854775807}",
        START + ",\"scopes\":[\"a.b\"],\"nonce\":9223372036854775808}",
        START + ",\"scopes\":[\"a.b\"],\"nonce\":-1}",
        "{\"user\":\"" + USER + "\",\"scopes\":[\"a.b\"]}",
        "{\"builder\":\"" + BUILDER + "\",\"scopes\":[\"a.b\"]}",
        "{\"user\":1,\"builder\":\"" + BUILDER + "\",\"scopes\":[\"a.b\"]}",
        "{\"user\":\"0x12\",\"builder\":\"" + BUILDER + "\",\"scopes\":[\"a.b\"]}"
      })
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> texts.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s).{5,300}");
  }

  @Test
  void readsNoMoreThan100Scopes() {
    assertThat(texts.parse(START + ",\"scopes\":[" + scopes(100) + "]}").scopes()).hasSize(100);
    assertThatThrownBy(() -> texts.parse(START + ",\"scopes\":[" + scopes(101) + "]}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsNoMoreThan16KiB() {
    String padding = " ".repeat(16 * 1024 - TEXT.length());

    assertThat(texts.parse(TEXT + padding)).isEqualTo(TERMS);
    assertThatThrownBy(() -> texts.parse(TEXT + padding + " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesDeepNestingWithoutFailing() {
    String deep =
        START + ",\"scopes\":[\"a.b\"],\"x\":" + "[".repeat(8000) + "]".repeat(8000) + "}";

    assertThatThrownBy(() -> texts.parse(deep)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void worksWithoutAnyMemory() {
    var forgetful = new JsonGrantTexts(0);

    assertThat(forgetful.parse(TEXT)).isEqualTo(TERMS);
    assertThat(forgetful.parse(TEXT)).isEqualTo(TERMS);
  }

  private static String scopes(int count) {
    return String.join(",", Stream.generate(() -> "\"a.b\"").limit(count).toList());
  }

  private static GrantTerms terms(List<String> scopes, Instant expiresAt, long nonce) {
    return new GrantTerms(
        new Address(USER),
        new Address(BUILDER),
        scopes.stream().map(ScopePattern::new).toList(),
        expiresAt,
        nonce);
  }
}
