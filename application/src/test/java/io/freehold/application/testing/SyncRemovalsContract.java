package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.RemoteCopies.PLACE;
import static io.freehold.application.testing.RemoteCopies.copy;
import static io.freehold.application.testing.RemoteCopies.urlOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.sync.PlaceCounts;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Removal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a `SyncIndex` forgets what was deleted elsewhere, and remembers what is to be removed there.
public interface SyncRemovalsContract extends SyncedStore {
  // Tombstones of others

  @Test
  default void removesTheVersionOfARecordThatIsATombstoneNow() {
    syncIndex().useBackend(PLACE);
    VersionSummary first = save(PROFILE, "2026-01-21T10:00:00Z");
    VersionSummary second = save(PROFILE, "2026-01-21T10:00:01Z");
    link(ONE, PROFILE, first);
    link(TWO, PROFILE, second);

    assertThat(syncIndex().forget(TWO)).isTrue();

    assertThat(versions(PROFILE))
        .extracting(VersionSummary::collectedAt)
        .containsExactly(first.collectedAt());
    assertThat(latest(PROFILE).orElseThrow()).contains("10:00:00Z");
    assertThat(summaryOf(PROFILE).versionCount()).isEqualTo(1);
    assertThat(summaryOf(PROFILE).sizeBytes()).isEqualTo(first.sizeBytes());
    assertThat(find(PROFILE, TWO)).isEmpty();
    assertThat(syncIndex().knows(TWO)).isFalse();
    assertThat(open(local(PROFILE, second))).isEmpty();
    assertThat(pending()).isEmpty();
    assertThat(due()).isEmpty();
    assertThat(syncIndex().forget(TWO)).isFalse();
  }

  @Test
  default void countsCopiesAndRemovalsByPlace() {
    assertThat(syncIndex().counts()).isEmpty();
    VersionSummary first = save(PROFILE);
    VersionSummary second = save(PROFILE);
    syncIndex().link(copy(ONE, PROFILE, first.collectedAt(), PLACE));
    syncIndex().link(copy(TWO, PROFILE, second.collectedAt(), PLACE));
    syncIndex().link(copy(THREE, PROFILE, second.collectedAt(), ELSEWHERE));

    syncIndex().remove(copy(TWO, PROFILE, second.collectedAt(), PLACE));

    assertThat(syncIndex().counts())
        .isEqualTo(Map.of(PLACE, new PlaceCounts(1, 1), ELSEWHERE, new PlaceCounts(1, 0)));
    syncIndex().removed(TWO);
    dataFiles().delete(PROFILE);
    assertThat(syncIndex().counts())
        .isEqualTo(Map.of(PLACE, new PlaceCounts(0, 1), ELSEWHERE, new PlaceCounts(0, 1)));
  }

  /// So that nothing brings it back that does not know of its tombstone (R10).
  @Test
  default void remembersThatAVersionWasDropped() {
    VersionSummary first = save(PROFILE);
    VersionSummary second = save(PROFILE);
    link(ONE, PROFILE, first);

    syncIndex().forget(ONE);

    assertThat(syncIndex().wasDropped(PROFILE, first.collectedAt())).isTrue();
    assertThat(syncIndex().wasDropped(PROFILE, second.collectedAt())).isFalse();
    assertThat(syncIndex().wasDropped(LIKES, first.collectedAt())).isFalse();
  }

  @Test
  default void showsNoScopeWhoseLastVersionWasForgotten() {
    VersionSummary only = save(PROFILE);
    link(ONE, PROFILE, only);

    syncIndex().forget(ONE);

    assertThat(scopes()).isEmpty();
    assertThat(latest(PROFILE)).isEmpty();
    assertThat(save(PROFILE).collectedAt()).isGreaterThan(only.collectedAt());
  }

  @Test
  default void keepsAVersionForWhichAnotherRecordStands() {
    syncIndex().useBackend(PLACE);
    VersionSummary version = save(PROFILE);
    syncIndex().link(copy(ONE, PROFILE, version.collectedAt(), ELSEWHERE));
    syncIndex().link(copy(TWO, PROFILE, version.collectedAt(), PLACE));

    assertThat(syncIndex().forget(TWO)).isTrue();

    assertThat(find(PROFILE, ONE)).contains(version.collectedAt());
    assertThat(find(PROFILE, TWO)).isEmpty();
    assertThat(versions(PROFILE))
        .extracting(VersionSummary::fileId)
        .containsExactly(Optional.of(ONE));
    assertThat(pending()).containsExactly(version.collectedAt());
  }

  @Test
  default void forgetsNothingItDoesNotKnow() {
    VersionSummary version = save(PROFILE);
    link(ONE, PROFILE, version);
    syncIndex().remove(copy(ONE, PROFILE, version.collectedAt()));

    assertThat(syncIndex().forget(TWO)).isFalse();
    assertThat(syncIndex().forget(ONE)).isFalse();
    assertThat(versions(PROFILE)).hasSize(1);
    assertThat(syncIndex().removalCount()).isEqualTo(1);
  }

  @Test
  default void takesAForgottenVersionAgain() {
    receive(ONE, envelope(PROFILE, WRITTEN, 1));
    syncIndex().forget(ONE);

    assertThat(receive(TWO, envelope(PROFILE, WRITTEN, 2))).isInstanceOf(Receipt.Stored.class);

    assertThat(latest(PROFILE)).contains(envelope(PROFILE, WRITTEN, 2));
    assertThat(find(PROFILE, TWO)).contains(CollectedAt.parse(WRITTEN));
    assertThat(find(PROFILE, ONE)).isEmpty();
  }

  // What is to be removed elsewhere

  @Test
  default void removesTheCopiesOfWhatIsDeleted() {
    VersionSummary first = save(PROFILE);
    VersionSummary second = save(PROFILE);
    VersionSummary likes = save(LIKES);
    link(TWO, PROFILE, second);
    link(ONE, PROFILE, first);
    link(THREE, LIKES, likes);

    dataFiles().delete(PROFILE);

    assertThat(syncIndex().dueRemovals(10, NOW))
        .containsExactly(
            new Removal(TWO, urlOf(TWO), PLACE, false), new Removal(ONE, urlOf(ONE), PLACE, false));
    assertThat(syncIndex().removalCount()).isEqualTo(2);
    assertThat(find(LIKES, THREE)).contains(likes.collectedAt());
    assertThat(syncIndex().dueRemovals(1, NOW)).extracting(Removal::fileId).containsExactly(TWO);
  }

  @Test
  default void keepsTheVersionWhoseCopyIsRemovedAndWantsANewOne() {
    syncIndex().useBackend(PLACE);
    VersionSummary version = save(PROFILE);
    RemoteCopy copy = copy(ONE, PROFILE, version.collectedAt());
    syncIndex().link(copy);

    syncIndex().remove(copy);
    syncIndex().remove(copy);

    assertThat(due()).containsExactly(ONE);
    assertThat(versions(PROFILE))
        .extracting(VersionSummary::fileId)
        .containsExactly(Optional.empty());
    assertThat(syncIndex().copyOf(ONE)).isEmpty();
    assertThat(pending()).containsExactly(version.collectedAt());
    assertThat(syncIndex().link(copy)).isFalse();

    syncIndex().removed(ONE);

    assertThat(syncIndex().link(copy)).isTrue();
  }

  @Test
  default void removesACopyOfAVersionThatWasNeverHere() {
    syncIndex().remove(copy(ONE, PROFILE, CollectedAt.parse(WRITTEN)));

    assertThat(due()).containsExactly(ONE);
    assertThat(syncIndex().knows(ONE)).isTrue();
  }

  @Test
  default void removesOneHalfAfterTheOther() {
    syncIndex().remove(copy(ONE, PROFILE, CollectedAt.parse(WRITTEN)));

    syncIndex().tombstoned(ONE);

    assertThat(syncIndex().dueRemovals(10, NOW))
        .containsExactly(new Removal(ONE, urlOf(ONE), PLACE, true));

    syncIndex().removed(ONE);
    syncIndex().removed(TWO);

    assertThat(syncIndex().dueRemovals(10, NOW)).isEmpty();
    assertThat(syncIndex().removalCount()).isZero();
  }

  @Test
  default void triesAPostponedRemovalAgainWhenItsTimeHasCome() {
    syncIndex().remove(copy(ONE, PROFILE, CollectedAt.parse(WRITTEN)));
    syncIndex().remove(copy(TWO, PROFILE, CollectedAt.parse(WRITTEN)));

    syncIndex().postponeRemoval(ONE, LATER);

    assertThat(syncIndex().dueRemovals(10, LATER.minusMillis(1)))
        .extracting(Removal::fileId)
        .containsExactly(TWO);
    assertThat(syncIndex().dueRemovals(10, LATER))
        .extracting(Removal::fileId)
        .containsExactly(ONE, TWO);
    assertThat(syncIndex().removalCount()).isEqualTo(2);
  }

  @Test
  default void removesTheCopiesAtAPlaceThatThePlaceInUseHasAsWell() {
    VersionSummary both = save(PROFILE);
    VersionSummary there = save(PROFILE);
    syncIndex().link(copy(ONE, PROFILE, both.collectedAt(), ELSEWHERE));
    syncIndex().link(copy(TWO, PROFILE, there.collectedAt(), ELSEWHERE));

    assertThat(syncIndex().removeCopiesAt(ELSEWHERE)).isZero();

    syncIndex().useBackend(PLACE);
    syncIndex().link(copy(THREE, PROFILE, both.collectedAt(), PLACE));

    assertThat(syncIndex().removeCopiesAt(PLACE)).isZero();
    assertThat(syncIndex().removeCopiesAt(ELSEWHERE)).isEqualTo(1);
    assertThat(due()).containsExactly(ONE);
    assertThat(syncIndex().copiesOf(PROFILE, both.collectedAt()))
        .extracting(RemoteCopy::fileId)
        .containsExactly(THREE);
    assertThat(find(PROFILE, TWO)).contains(there.collectedAt());
    assertThat(syncIndex().removeCopiesAt(ELSEWHERE)).isZero();
  }
}
