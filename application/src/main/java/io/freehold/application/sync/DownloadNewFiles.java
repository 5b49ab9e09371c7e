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
import java.util.concurrent.atomic.AtomicReference;

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

  /// How far this process has read, beyond the cursor that is kept.
  private final AtomicReference<Optional<String>> frontier =
      new AtomicReference<>(Optional.empty());

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

  /// Everything that is new, and what failed before and whose time has come. A failure that
  /// concerns a backend or the gateway as a whole ends the round.
  public synchronized SyncRound run() {
    SyncRound round;
    try {
      round = again();
      boolean hasMore = true;
      while (hasMore && round.brokenOff().isEmpty()) {
        RecordPage page = registry.changes(replica.owner(), frontier.get().or(index::cursor));
        round = round.plus(take(page));
        hasMore = page.hasMore() && !page.records().isEmpty();
      }
    } catch (ProblemException e) {
      return SyncRound.failed(Failure.of(e));
    }
    return round;
  }

  /// A page counts as read when each of its records is dealt with or remembered.
  private SyncRound take(RecordPage page) {
    SyncRound round =
        workers.all(page.records(), this::attempt).stream()
            .reduce(SyncRound.NOTHING, SyncRound::plus);
    if (!page.records().isEmpty()) {
      frontier.set(Optional.of(page.records().getLast().cursor()));
    }
    keepCursor();
    return round;
  }

  private void keepCursor() {
    boolean isAllWell = troubles.ofDownloads().isEmpty();
    if (isAllWell && !frontier.get().equals(index.cursor())) {
      frontier.get().ifPresent(index::advance);
    }
  }

  private SyncRound again() {
    List<FileId> due =
        troubles.ofDownloads().stream()
            .filter(trouble -> !trouble.retryAt().isAfter(clock.instant()))
            .map(trouble -> new FileId(trouble.subject().substring(Troubles.DOWNLOAD.length())))
            .toList();
    SyncRound round = SyncRound.NOTHING;
    for (FileId fileId : due) {
      round = round.plus(again(fileId));
      if (round.brokenOff().isPresent()) {
        return round;
      }
    }
    if (!due.isEmpty()) {
      keepCursor();
    }
    return round;
  }

  private SyncRound again(FileId fileId) {
    Optional<FileRecord> record = registry.find(fileId);
    if (record.isEmpty()) {
      index.settle(Troubles.download(fileId));
      return SyncRound.NOTHING;
    }
    return attempt(record.get());
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
