package io.freehold.domain;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectedAtTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-21T10:00:00Z,     2026-01-21T10:00:00Z,     2026-01-21T10-00-00Z",
    "2026-01-21T10:00:00.001Z, 2026-01-21T10:00:00.001Z, 2026-01-21T10-00-00.001Z",
    "2026-01-21T10:00:00.100Z, 2026-01-21T10:00:00.100Z, 2026-01-21T10-00-00.100Z",
    "2026-01-21T10:00:00.1Z,   2026-01-21T10:00:00.100Z, 2026-01-21T10-00-00.100Z",
    "2026-01-21T10:00:00.000Z, 2026-01-21T10:00:00Z,     2026-01-21T10-00-00Z",
    "2026-01-21T11:30:00+01:30, 2026-01-21T10:00:00Z,    2026-01-21T10-00-00Z",
    "1970-01-01T00:00:00Z,     1970-01-01T00:00:00Z,     1970-01-01T00-00-00Z",
    "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z, 9999-12-31T23-59-59.999Z",
    "2024-02-29T23:59:59Z,     2024-02-29T23:59:59Z,     2024-02-29T23-59-59Z"
  })
  void hasOneTextAndOneFileName(String read, String text, String fileName) {
    CollectedAt time = CollectedAt.parse(read);

    assertThat(time.text()).isEqualTo(text);
    assertThat(time).hasToString(text);
    assertThat(time.fileName()).isEqualTo(fileName);
    assertThat(CollectedAt.ofFileName(fileName)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-01-21",
        "2026-01-21T10:00:00",
        "2026-01-21 10:00:00Z",
        "2026-01-21T10-00-00Z",
        "2026-13-01T10:00:00Z",
        "2025-02-29T10:00:00Z",
        "2026-01-21T10:00:00.0001Z",
        "2026-01-21T10:00:00.000000001Z",
        "1969-12-31T23:59:59Z",
        "1969-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00Z",
        "1769000000"
      })
  void refusesOtherTexts(String text) {
    assertImpossible(() -> CollectedAt.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-21T10:00:00Z",
        "2026-01-21T10-00-00",
        "2026-01-21T10-00-00Z.json",
        "2026-01-21T10-00-00.1Z",
        "2026-01-21T10-00-00.0001Z",
        "2026-02-30T10-00-00Z",
        "2026-01-21T25-00-00Z",
        "+2026-01-21T10-00-00Z",
        "../2026-01-21T10-00-00Z",
        "２026-01-21T10-00-00Z"
      })
  void refusesOtherFileNames(String text) {
    assertImpossible(() -> CollectedAt.ofFileName(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-01-21T10-00-00.000Z", "2026-01-21T24-00-00Z", "2016-12-31T23-59-60Z"})
  void refusesASecondFileNameOfOneVersion(String text) {
    assertImpossible(() -> CollectedAt.ofFileName(text));
  }

  @Test
  void liesBetween1970And9999InWholeMilliseconds() {
    assertThat(CollectedAt.ofMillis(0).instant()).isEqualTo(Instant.EPOCH);
    assertImpossible(() -> CollectedAt.ofMillis(-1));
    assertThat(CollectedAt.ofMillis(253_402_300_799_999L).text()).startsWith("9999-12-31");
    assertImpossible(() -> CollectedAt.ofMillis(253_402_300_800_000L));
    assertImpossible(() -> new CollectedAt(Instant.EPOCH.plusNanos(1)));
    assertImpossible(() -> new CollectedAt(Instant.EPOCH.plusNanos(999_999)));
    assertThat(new CollectedAt(Instant.EPOCH.plusNanos(1_000_000)).epochMillis()).isEqualTo(1);
  }

  @Test
  void readsBackWhatItWroteAndKeepsTheOrder() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    CollectedAt last = CollectedAt.ofMillis(0);
    for (int i = 0; i < 2_000; i++) {
      long millis = random.nextLong(253_402_300_800_000L);
      CollectedAt time = CollectedAt.ofMillis(i % 3 == 0 ? millis / 1000 * 1000 : millis);

      assertThat(CollectedAt.parse(time.text())).as("seed %d", seed).isEqualTo(time);
      assertThat(CollectedAt.ofFileName(time.fileName())).as("seed %d", seed).isEqualTo(time);
      assertThat(Integer.signum(time.compareTo(last)))
          .as("seed %d", seed)
          .isEqualTo(Long.compare(time.epochMillis(), last.epochMillis()));
      last = time;
    }
  }
}
