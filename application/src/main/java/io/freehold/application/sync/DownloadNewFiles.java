package io.freehold.application.sync;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Schemas;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.FileId;
import io.freehold.domain.ProblemException;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.RecordPage;
import io.freehold.domain.sync.Trouble;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Fetches what the owner's other servers have registered (§4.1.7), record by record in the order
/// of the gateway. A record that fails is remembered and tried again, and until it is well the
/// cursor that is kept stays before it: a restart sees it again, whatever else is lost.
public final class DownloadNewFiles {
  private final Replica replica;
  private final FileRegistry registry;
  private final SyncIndex index;
  private final Download download;
  private final Troubles troubles;
  private final Workers workers;
  private final InstantSource clock;

  public DownloadNewFiles(
      Replica replica,
      Backends backends,
      FileCipher cipher,
      FileRegistry registry,
      Schemas schemas,
      RegistryIds ids,
      SyncIndex index,
      Retry retry,
      Workers workers,
      InstantSource clock) {
    this.replica = replica;
    this.registry = registry;
    this.index = index;
    this.troubles = new Troubles(index, retry);
    this.download = new Download(replica, backends, cipher, schemas, ids, index, troubles);
    this.workers = workers;
    this.clock = clock;
  }

  /// What a round came to.
  ///
  /// @param readUpTo where the next round begins, beyond the cursor that is kept
  public record Downloaded(SyncRound round, Optional<String> readUpTo) {}

  /// Everything that is new, and what failed before and whose time has come. A failure that
  /// concerns a backend or the gateway as a whole ends the round. One round at a time.
  ///
  /// @param readUpTo what the round before returned in this process; empty for the first
  public Downloaded run(Optional<String> readUpTo) {
    Optional<String> at = readUpTo;
    SyncRound round = SyncRound.NOTHING;
    try {
      round = again();
      boolean hasMore = true;
      while (hasMore && round.brokenOff().isEmpty()) {
        RecordPage page = registry.changes(replica.owner(), at.or(index::cursor));
        round = round.plus(workers.all(page.records(), this::attempt));
        hasMore = page.hasMore() && !page.records().isEmpty();
        // A page counts as read when each of its records is dealt with or remembered.
        if (round.brokenOff().isEmpty() && !page.records().isEmpty()) {
          at = Optional.of(page.records().getLast().cursor());
        }
        keepCursor(at);
      }
    } catch (ProblemException e) {
      round = round.plus(SyncRound.failed(Failure.of(e)));
    }
    return new Downloaded(round, at);
  }

  private void keepCursor(Optional<String> at) {
    boolean isAllWell = troubles.ofDownloads().isEmpty();
    if (isAllWell && !at.equals(index.cursor())) {
      at.ifPresent(index::advance);
    }
  }

  private SyncRound again() {
    List<FileId> due =
        troubles.ofDownloads().stream()
            .filter(trouble -> !trouble.retryAt().isAfter(clock.instant()))
            .map(trouble -> new FileId(trouble.subject().substring(Troubles.DOWNLOAD.length())))
            .toList();
    return workers.all(due, this::again);
  }

  private SyncRound again(FileId fileId) {
    Optional<FileRecord> record = registry.find(fileId);
    if (record.isEmpty()) {
      index.settle(Troubles.download(fileId));
    }
    return record.map(this::attempt).orElse(SyncRound.NOTHING);
  }

  private SyncRound attempt(FileRecord record) {
    String subject = Troubles.download(record.id());
    if (index.trouble(subject).filter(this::isNotDue).isPresent()) {
      return SyncRound.NOTHING;
    }
    boolean isNews = record.deletion().isPresent() == index.knows(record.id());
    if (!isNews) {
      index.settle(subject);
      return SyncRound.NOTHING;
    }
    try {
      Optional<Failure> failure = download.fetch(record);
      if (failure.isPresent()) {
        return failed(subject, failure.get());
      }
      index.settle(subject);
      return SyncRound.ONE;
    } catch (StorageException | CipherException | ProblemException | IOException e) {
      return failed(subject, Failure.of(e));
    }
  }

  private boolean isNotDue(Trouble trouble) {
    return trouble.retryAt().isAfter(clock.instant());
  }

  private SyncRound failed(String subject, Failure failure) {
    var _ = troubles.note(subject, failure);
    return SyncRound.failed(failure);
  }
}
