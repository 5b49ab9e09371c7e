package io.freehold.adapters.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-21T10:00:00Z");

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", " 30 , 30", "86400, 86400", "86401, 86400", "999999999, 86400"})
  void readsSecondsUpToADay(String text, long seconds) {
    assertThat(RetryAfter.of(text, NOW)).contains(Duration.ofSeconds(seconds));
  }

  @Test
  void readsADate() {
    assertThat(RetryAfter.of("Wed, 21 Jan 2026 10:02:00 GMT", NOW)).contains(Duration.ofMinutes(2));
    assertThat(RetryAfter.of("Wed, 21 Jan 2026 09:00:00 GMT", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.of("Fri, 23 Jan 2026 09:00:00 GMT", NOW)).contains(Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "21 Jan"})
  void takesNothingElse(String text) {
    assertThat(RetryAfter.of(text, NOW)).isEmpty();
  }
}
