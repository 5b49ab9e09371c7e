package io.freehold.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotedLineTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @Test
  void isReadAsItIsWritten() {
    NotedLine line = NotedLine.parse("7:" + HASH);

    assertThat(line).isEqualTo(new NotedLine(7, HASH)).hasToString("7:" + HASH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "7:",
        ":" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0:" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "-7:" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "7:" + "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
        "7:" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
        "9999999999999999999:" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void isNothingElse(String text) {
    assertThatThrownBy(() -> NotedLine.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 lower-case hexadecimal digits");
  }
}
