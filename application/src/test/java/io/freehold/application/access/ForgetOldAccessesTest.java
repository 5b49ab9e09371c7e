package io.freehold.application.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryAccessLog;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.identity.ClientInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgetOldAccessesTest {
  private final InMemoryAccessLog log = new InMemoryAccessLog();
  private final HandSetClock clock = new HandSetClock(Instant.parse("2026-01-21T23:59:59Z"));

  @Test
  void keepsEveryLineForAtLeastSoManyDays() {
    write();
    clock.set(Instant.parse("2026-01-22T00:00:00Z"));
    write();
    clock.set(Instant.parse("2026-01-22T23:59:59Z"));
    var forgetOldAccesses = new ForgetOldAccesses(log, clock, Optional.of(1));

    assertThat(forgetOldAccesses.runOnce()).isEmpty();
    clock.set(Instant.parse("2026-01-23T00:00:00Z"));

    assertThat(forgetOldAccesses.runOnce())
        .map(Checkpoint::through)
        .contains(LocalDate.parse("2026-01-21"));
    assertThat(log.entries()).hasSize(1);
  }

  @Test
  void forgetsAWeekAtATime() {
    for (int day = 0; day < 100; day++) {
      write();
      clock.advance(Duration.ofDays(1));
    }
    var forgetOldAccesses = new ForgetOldAccesses(log, clock, Optional.of(30));

    assertThat(forgetOldAccesses.runOnce()).map(Checkpoint::sequence).contains(7L);
    assertThat(log.entries()).hasSize(93);
    for (int week = 1; week < 10; week++) {
      assertThat(forgetOldAccesses.runOnce()).isPresent();
    }

    assertThat(forgetOldAccesses.runOnce()).isEmpty();
    assertThat(log.entries()).hasSize(30);
    assertThat(log.verify(Optional.empty()).holds()).isTrue();
  }

  @Test
  void keepsEverythingUnlessTheOwnerSaysOtherwise() {
    write();
    clock.advance(Duration.ofDays(36_500));
    write();

    assertThat(new ForgetOldAccesses(log, clock, Optional.empty()).runOnce()).isEmpty();

    assertThat(log.entries()).hasSize(2);
  }

  private void write() {
    log.append(
        new AccessLogEntry(
            "id",
            Optional.empty(),
            "anonymous",
            "read",
            Optional.empty(),
            clock.instant(),
            new ClientInfo("::1", ""),
            200,
            "ok",
            "r"));
  }
}
