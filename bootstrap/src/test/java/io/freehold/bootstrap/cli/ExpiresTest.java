package io.freehold.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpiresTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);

  @Test
  void readsSpansTimesAndNever() {
    assertThat(Expires.at("never", NOW)).isZero();
    assertThat(Expires.at("30d", NOW)).isEqualTo(1_770_000_000L + 30 * 86_400);
    assertThat(Expires.at("12h", NOW)).isEqualTo(1_770_000_000L + 12 * 3_600);
    assertThat(Expires.at("5m", NOW)).isEqualTo(1_770_000_000L + 300);
    assertThat(Expires.at("2027-01-01T00:00:00Z", NOW)).isEqualTo(1_798_761_600L);
    assertThat(Expires.span("30d")).isEqualTo(30 * 86_400);
    assertThat(Expires.span("ever")).isZero();
  }

  @Test
  void saysWhatItWantsOtherwise() {
    for (String bad : new String[] {"", "soon", "30", "-1d", "1.5d", "9999999d", "2027-01-01"}) {
      assertThatThrownBy(() -> Expires.at(bad, NOW))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("30d");
    }
    assertThatThrownBy(() -> Expires.span("2027-01-01T00:00:00Z"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
