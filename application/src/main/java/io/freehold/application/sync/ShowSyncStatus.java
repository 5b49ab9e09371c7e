package io.freehold.application.sync;

import io.freehold.application.port.SyncIndex;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.sync.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells the owner how the synchronisation stands (§4.1.7).
public final class ShowSyncStatus {
  private static final int TROUBLES_MAX = 10;

  private final Supplier<SyncSetup> setup;
  private final Supplier<SyncMoment> moment;
  private final SyncIndex index;

  public ShowSyncStatus(Supplier<SyncSetup> setup, Supplier<SyncMoment> moment, SyncIndex index) {
    this.setup = setup;
    this.moment = moment;
    this.index = index;
  }

  /// How it stands.
  ///
  /// @param cursor up to where the gateway's records were dealt with
  /// @param troubles the oldest of them
  /// @param troubleCount of all
  public record Status(
      SyncSetup setup,
      SyncMoment moment,
      Optional<String> cursor,
      long pendingUploads,
      long pendingRemovals,
      List<Trouble> troubles,
      long troubleCount) {
    public Status {
      troubles = List.copyOf(troubles);
    }
  }

  public Status show(Caller.Owner owner) {
    return new Status(
        setup.get(),
        moment.get(),
        index.cursor(),
        index.pendingUploadCount(),
        index.removalCount(),
        index.troubles(TROUBLES_MAX),
        index.troubleCount());
  }
}
