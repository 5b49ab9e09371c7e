package io.freehold.bootstrap.sync;

import io.freehold.application.sync.DownloadNewFiles;
import io.freehold.application.sync.RemoveDeletedFiles;
import io.freehold.application.sync.SyncMoment.Phase;
import io.freehold.application.sync.SyncRound;
import io.freehold.application.sync.UploadPendingFiles;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// One cycle: removals first, because what the owner deleted is to be gone soonest; then what is
/// new here, then what is new elsewhere.
///
/// @param readUpTo how far this process has read the records
record SyncCycle(
    UploadPendingFiles upload,
    RemoveDeletedFiles remove,
    DownloadNewFiles download,
    AtomicReference<Optional<String>> readUpTo) {

  SyncCycle(UploadPendingFiles upload, RemoveDeletedFiles remove, DownloadNewFiles download) {
    this(upload, remove, download, new AtomicReference<>(Optional.empty()));
  }

  /// What its rounds came to together.
  SyncRound run(SyncProgress progress) {
    SyncRound all = rounds(progress, Phase.REMOVING, remove::run, SyncRound.NOTHING);
    all = rounds(progress, Phase.UPLOADING, upload::run, all);
    return all.brokenOff().isPresent()
        ? all
        : all.plus(once(progress, Phase.DOWNLOADING, this::downloadNew));
  }

  /// Until nothing is left that can be done now, or one is broken off.
  private static SyncRound rounds(
      SyncProgress progress, Phase phase, Supplier<SyncRound> work, SyncRound before) {
    SyncRound all = before;
    boolean hasMore = true;
    while (hasMore && all.brokenOff().isEmpty()) {
      SyncRound round = once(progress, phase, work);
      all = all.plus(round);
      hasMore = round.done() + round.failed() > 0;
    }
    return all;
  }

  private static SyncRound once(SyncProgress progress, Phase phase, Supplier<SyncRound> work) {
    progress.begin(phase);
    SyncRound round = work.get();
    progress.add(round);
    return round;
  }

  private SyncRound downloadNew() {
    DownloadNewFiles.Downloaded downloaded = download.run(readUpTo.get());
    readUpTo.set(downloaded.readUpTo());
    return downloaded.round();
  }
}
