package io.freehold.adapters.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodyHashTest {
  private static final byte[] BODY = bytes("{\"b\":1,\"a\":[2,{\"d\":3,\"c\":4}]}");
  private static final String RAW = Ask.sha256(BODY);
  private static final String CANONICAL =
      Ask.sha256(bytes("{\"a\":[2,{\"c\":4,\"d\":3}],\"b\":1}"));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void knowsTheHashOfTheRawBytesInTwoSpellings() {
    assertThat(BodyHash.spellings(BODY, "sha256:" + RAW))
        .containsExactlyInAnyOrder(RAW, "sha256:" + RAW);
    assertThat(BodyHash.spellings(BODY, RAW)).contains(RAW);
  }

  @Test
  void knowsTheHashOfTheCanonicalForm() {
    assertThat(BodyHash.spellings(BODY, CANONICAL)).contains(CANONICAL);
  }

  @Test
  void hasNoPrefixedSpellingOfTheCanonicalForm() {
    assertThat(BodyHash.spellings(BODY, "sha256:" + CANONICAL)).doesNotContain(CANONICAL);
  }

  @Test
  void makesNoCanonicalFormOfALargeBody() {
    byte[] largest = bytes("{\"a\":\"" + "x".repeat((64 << 10) - 8) + "\"}");
    byte[] larger = bytes("{\"a\":\"" + "x".repeat((64 << 10) - 7) + "\"}");

    assertThat(BodyHash.spellings(largest, "0".repeat(64))).hasSize(2);
    assertThat(BodyHash.mayBeCanonical(largest.length, "0".repeat(64))).isTrue();
    assertThat(BodyHash.mayBeCanonical(larger.length, "0".repeat(64))).isFalse();
    assertThat(BodyHash.mayBeCanonical(larger.length, "sha256:" + "0".repeat(64))).isFalse();
  }

  @Test
  void hasNoCanonicalFormOfWhatIsNotJson() {
    assertThat(BodyHash.spellings(bytes("not json"), CANONICAL)).hasSize(2);
  }

  @Test
  void neverStandsForNothing() {
    assertThat(BodyHash.spellings(BODY, "")).doesNotContain("");
  }
}
