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
  void hasNoCanonicalFormOfWhatIsNotJson() {
    assertThat(BodyHash.spellings(bytes("not json"), CANONICAL)).hasSize(2);
  }

  @Test
  void neverStandsForNothing() {
    assertThat(BodyHash.spellings(BODY, "")).doesNotContain("");
  }
}
