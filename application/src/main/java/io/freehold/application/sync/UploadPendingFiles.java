package io.freehold.application.sync;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.ProblemException;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Trouble;
import io.freehold.domain.sync.Trouble.Kind;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/// Brings versions without a copy to the selected backend (§4.1.7).
public final class UploadPendingFiles {
  private final SyncIndex index;
  private final Upload upload;
  private final String place;
  private final Troubles troubles;
  private final Workers workers;
  private final InstantSource clock;
  private final int roundMax;

  /// @param roundMax how many versions one round takes
  public UploadPendingFiles(
      Replica replica,
      Backends backends,
      FileCipher cipher,
      FileRegistry registry,
      RegistryIds ids,
      SyncIndex index,
      Retry retry,
      Workers workers,
      InstantSource clock,
      int roundMax) {
    this.index = index;
    this.place = backends.selected().place();
    this.troubles = new Troubles(index, retry);
    this.upload = new Upload(replica, backends.selected(), cipher, registry, ids, index, troubles);
    this.workers = workers;
    this.clock = clock;
    this.roundMax = roundMax;
  }

  /// One round: the newest versions that wait and whose time has come, so that a bulk upload does
  /// not keep new ones waiting. A failure that concerns the backend or the gateway as a whole ends
  /// the round.
  public SyncRound run() {
    troubles.settleOverUploads(place);
    List<LocalVersion> pending = index.pendingUploads(roundMax, clock.instant());
    return workers.all(pending, this::attempt);
  }

  private SyncRound attempt(LocalVersion version) {
    if (version.schemaId().isEmpty()) {
      return failed(version, withoutSchema(version));
    }
    try {
      int failures = index.trouble(Troubles.upload(version)).map(Trouble::attempts).orElse(0);
      upload.bring(version, version.schemaId().get(), failures);
      index.settle(Troubles.upload(version));
      return SyncRound.ONE;
    } catch (StorageException | CipherException | ProblemException | IOException e) {
      return failed(version, Failure.of(e));
    }
  }

  private static Failure withoutSchema(LocalVersion version) {
    return Failure.of(
        Kind.PERMANENT,
        "no schema was registered for "
            + version.scope()
            + " when this was stored, and the gateway records no file without one (§4.1.7)");
  }

  private SyncRound failed(LocalVersion version, Failure failure) {
    Trouble trouble = troubles.note(Troubles.upload(version), failure);
    index.postponeUpload(version.scope(), version.version(), trouble.retryAt());
    return SyncRound.failed(failure);
  }
}
