package io.freehold.application.sync;

import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.ProblemException;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.sync.Removal;
import io.freehold.domain.sync.Trouble;
import io.freehold.domain.sync.Trouble.Kind;
import java.time.InstantSource;
import java.util.Optional;

/// Finishes deletions at the gateway and at the backends (§6.5). The record becomes a tombstone
/// first: a blob without a record harms nobody, a record without a blob stops other servers.
public final class RemoveDeletedFiles {
  private final Replica replica;
  private final Backends backends;
  private final FileRegistry registry;
  private final SyncIndex index;
  private final Troubles troubles;
  private final InstantSource clock;
  private final int roundMax;

  /// @param roundMax how many removals one round takes
  public RemoveDeletedFiles(
      Replica replica,
      Backends backends,
      FileRegistry registry,
      SyncIndex index,
      Retry retry,
      InstantSource clock,
      int roundMax) {
    this.replica = replica;
    this.backends = backends;
    this.registry = registry;
    this.index = index;
    this.troubles = new Troubles(index, retry);
    this.clock = clock;
    this.roundMax = roundMax;
  }

  /// One round: what is to be removed and whose time has come, oldest first.
  public SyncRound run() {
    SyncRound round = SyncRound.NOTHING;
    for (Removal removal : index.dueRemovals(roundMax, clock.instant())) {
      round = round.plus(attempt(removal));
      if (round.brokenOff().isPresent()) {
        break;
      }
    }
    return round;
  }

  private SyncRound attempt(Removal removal) {
    Optional<StorageBackend> backend = backends.owning(removal.url());
    try {
      if (!removal.isTombstone()) {
        var _ = registry.delete(replica.owner(), removal.fileId());
        index.tombstoned(removal.fileId());
      }
      if (backend.isEmpty()) {
        return failed(removal, withoutBackend(removal));
      }
      var _ = backend.get().delete(removal.url());
      index.removed(removal.fileId());
      index.settle(Troubles.remove(removal.fileId()));
      return SyncRound.ONE;
    } catch (StorageException | ProblemException e) {
      return failed(removal, Failure.of(e));
    }
  }

  private static Failure withoutBackend(Removal removal) {
    return Failure.of(
        Kind.PERMANENT,
        "the blob at "
            + removal.place()
            + " cannot be deleted, because the settings do not describe that backend any more");
  }

  private SyncRound failed(Removal removal, Failure failure) {
    Trouble trouble = troubles.note(Troubles.remove(removal.fileId()), failure);
    index.postponeRemoval(removal.fileId(), trouble.retryAt());
    return SyncRound.failed(failure);
  }
}
