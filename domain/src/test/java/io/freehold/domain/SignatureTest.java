package io.freehold.domain;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
  private static final String R = "11".repeat(32);
  private static final String S = "22".repeat(32);
  private static final String HALF =
      "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0";
  private static final String HALF_PLUS_ONE =
      "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1";
  private static final String ORDER_MINUS_ONE =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140";

  @ParameterizedTest
  @CsvSource({"1b, 1b", "1c, 1c", "1B, 1b", "1C, 1c", "00, 1b", "01, 1c"})
  void writesEveryAllowedVAsTwentySevenOrTwentyEight(String v, String written) {
    assertThat(new Signature("0x" + R + S + v).value()).isEqualTo("0x" + R + S + written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "03", "1a", "1d", "1e", "23", "24", "25", "26", "80", "ff"})
  void refusesEveryOtherV(String v) {
    assertImpossible(() -> new Signature("0x" + R + S + v));
  }

  @Test
  void refusesTheUpperHalfOfS() {
    assertThat(new Signature("0x" + R + HALF + "1b").value()).contains(HALF);
    assertImpossible(() -> new Signature("0x" + R + HALF_PLUS_ONE + "1b"));
    assertImpossible(() -> new Signature("0x" + R + ORDER_MINUS_ONE + "1b"));
    assertImpossible(() -> new Signature("0x" + R + "f".repeat(64) + "1b"));
    assertImpossible(() -> new Signature("0x" + R + "8" + "0".repeat(63) + "1b"));
  }

  @Test
  void isExactlySixtyFiveBytes() {
    assertImpossible(() -> new Signature(""));
    assertImpossible(() -> new Signature("0x"));
    assertImpossible(() -> new Signature(R + S + "1b"));
    assertImpossible(() -> new Signature("0X" + R + S + "1b"));
    assertImpossible(() -> new Signature("0x" + R + S));
    assertImpossible(() -> new Signature("0x" + R + S + "1"));
    assertImpossible(() -> new Signature("0x" + R + S + "1b0"));
    assertImpossible(() -> new Signature("0x" + R + S + "1b00"));
    assertImpossible(() -> new Signature("0x" + R + S + "1b "));
    assertImpossible(() -> new Signature("0x" + R + S.substring(1) + "g1b"));
    assertImpossible(() -> Signature.of(new byte[64]));
    assertImpossible(() -> Signature.of(new byte[66]));
  }

  @Test
  void hasOneSpellingWhateverItsCaseAndV() {
    String mixed = "0x" + "aB".repeat(32) + "0c".repeat(32);

    assertThat(new Signature(mixed + "00")).isEqualTo(new Signature(mixed.toLowerCase() + "1b"));
  }

  @Test
  void givesItsBytesWithTheNormalV() {
    byte[] bytes = new Signature("0x" + R + S + "01").bytes();

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(R + S + "1c");
    assertThat(Signature.of(bytes).bytes()).isEqualTo(bytes);
  }
}
