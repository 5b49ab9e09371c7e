package io.freehold.adapters.persistence.identity;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.UsedRequests;
import io.freehold.application.testing.HandSetClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start has to know of the requests that were used before it (threat T5).
class UsesAcrossRestartsTest {
  private static final Instant AHEAD = NOW.plusSeconds(50);

  @TempDir Path folder;
  private final HandSetClock clock = new HandSetClock(NOW.plusMillis(300));
  private Home home;

  @BeforeEach
  void open() {
    home = new Home(folder, clock);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void aRequestThatWasSignedAheadOfTheClockIsNotOfTheNextRun() {
    assertThat(logged().isOfThisRun(OWNER, AHEAD)).isTrue();
    assertThat(logged().isOfThisRun(OWNER, AHEAD)).isTrue();

    restart();

    assertThat(logged().isOfThisRun(OWNER, AHEAD)).isFalse();
    assertThat(logged().isOfThisRun(OWNER, AHEAD.minusSeconds(1))).isFalse();
    assertThat(unlogged().isOfThisRun(OWNER, AHEAD)).isFalse();
  }

  @Test
  void whatIsSignedLaterOrByOthersIs() {
    logged().isOfThisRun(OWNER, AHEAD);

    restart();

    assertThat(logged().isOfThisRun(OWNER, AHEAD.plusSeconds(1))).isTrue();
    assertThat(logged().isOfThisRun(BUILDER, AHEAD)).isTrue();
  }

  @Test
  void theLatestCountsAndStaysOverManyStarts() {
    logged().isOfThisRun(OWNER, AHEAD);
    logged().isOfThisRun(OWNER, AHEAD.minusSeconds(20));

    restart();
    logged().isOfThisRun(BUILDER, AHEAD);
    restart();

    assertThat(logged().isOfThisRun(OWNER, AHEAD)).isFalse();
    assertThat(logged().isOfThisRun(BUILDER, AHEAD)).isFalse();
  }

  /// The access log tells of this second; a listener that writes none has to note it.
  @Test
  void thePresentSecondIsNotedWhereNoLogTellsOfIt() {
    logged().isOfThisRun(OWNER, NOW);
    unlogged().isOfThisRun(BUILDER, NOW);
    unlogged().isOfThisRun(STRANGER, NOW.minusSeconds(1));

    restart();

    assertThat(unlogged().isOfThisRun(OWNER, NOW)).isTrue();
    assertThat(unlogged().isOfThisRun(BUILDER, NOW)).isFalse();
    assertThat(unlogged().isOfThisRun(STRANGER, NOW.minusSeconds(1))).isTrue();
  }

  @Test
  void whatTheClockHasPassedIsForgotten() {
    logged().isOfThisRun(OWNER, AHEAD);
    clock.advance(Duration.ofSeconds(60));
    logged().isOfThisRun(BUILDER, AHEAD.plusSeconds(60));

    restart();

    assertThat(logged().isOfThisRun(OWNER, AHEAD)).isTrue();
    assertThat(logged().isOfThisRun(BUILDER, AHEAD.plusSeconds(60))).isFalse();
  }

  private UsedRequests logged() {
    return home.adapter().usedRequests(_ -> true);
  }

  private UsedRequests unlogged() {
    return home.adapter().unlogged(logged());
  }

  private void restart() {
    home.restart();
  }
}
