package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.RemoteCopies.PLACE;
import static io.freehold.application.testing.RemoteCopies.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.sync.Trouble;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// How a `SyncIndex` remembers where it stands: what was read, what failed, what is tried again.
public interface SyncProgressContract extends SyncedStore {
  @Test
  default void remembersHowFarTheRecordsWereRead() {
    assertThat(syncIndex().cursor()).isEmpty();

    syncIndex().advance("2026-01-21T10:00:00Z");
    syncIndex().advance("2026-01-21T10:00:01.000000001Z");

    assertThat(syncIndex().cursor()).contains("2026-01-21T10:00:01.000000001Z");
  }

  @Test
  default void remembersWhatFailedUntilItIsSettled() {
    Trouble first = trouble("download " + ONE, 1, NOW.plusSeconds(1));
    Trouble second = trouble("download " + TWO, 1, NOW);
    Trouble again = trouble("download " + ONE, 2, NOW.plusSeconds(1));

    syncIndex().remember(first);
    syncIndex().remember(second);
    syncIndex().remember(again);

    assertThat(syncIndex().trouble("download " + ONE)).contains(again);
    assertThat(syncIndex().troubles(10)).containsExactly(second, again);
    assertThat(syncIndex().troubles(1)).containsExactly(second);
    assertThat(syncIndex().troubleCount()).isEqualTo(2);

    syncIndex().settle("download " + TWO);
    syncIndex().settle("download " + THREE);

    assertThat(syncIndex().trouble("download " + TWO)).isEmpty();
    assertThat(syncIndex().troubles(10)).containsExactly(again);
    assertThat(syncIndex().troubleCount()).isEqualTo(1);
  }

  @Test
  default void triesEverythingAgainAtTheOwnersWish() {
    syncIndex().useBackend(PLACE);
    VersionSummary upload = save(PROFILE);
    syncIndex().postponeUpload(PROFILE, upload.collectedAt(), LATER);
    syncIndex().remove(copy(ONE, LIKES, CollectedAt.parse(WRITTEN)));
    syncIndex().postponeRemoval(ONE, LATER);
    syncIndex().remember(trouble("download " + TWO, 3, NOW));

    syncIndex().retryNow();

    assertThat(pendingAt(NOW)).containsExactly(upload.collectedAt());
    assertThat(syncIndex().dueRemovals(10, NOW)).hasSize(1);
    assertThat(syncIndex().troubles(10))
        .singleElement()
        .returns(3, Trouble::attempts)
        .satisfies(known -> assertThat(known.retryAt()).isBeforeOrEqualTo(NOW));
  }

  private Trouble trouble(String subject, int attempts, Instant firstSeenAt) {
    return new Trouble(
        subject,
        Trouble.Kind.WRONG_KEY,
        "it was encrypted with another key",
        attempts,
        firstSeenAt,
        LATER,
        Instant.MAX);
  }
}
