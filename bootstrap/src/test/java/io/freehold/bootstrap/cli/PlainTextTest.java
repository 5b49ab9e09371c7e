package io.freehold.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Threats T17 and T51: what a stranger wrote cannot act upon a terminal.
class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b", "\r", "\n", "\u0007", "\u009b", "\u202e", "\u2066", "\u200b", "\u200f", "\ufeff",
        "\u2028", "\u2029", "\ud800", "\ue000", "\u00ad"
      })
  void leavesOutWhatCannotBeSeenOrActs(String bad) {
    assertThat(PlainText.of("a" + bad + "b")).isEqualTo("ab");
  }

  @Test
  void keepsWhatPeopleWrite() {
    String text = "Ünïcode, 店, עברית, 🎉 – \"quoted\" <b>…</b>";

    assertThat(PlainText.of(text)).isEqualTo(text);
  }
}
