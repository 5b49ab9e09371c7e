package io.freehold.application.sync;

import io.freehold.application.port.SyncIndex;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.sync.PlaceCounts;
import io.freehold.domain.sync.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells the owner how the synchronisation stands (§4.1.7).
public final class ShowSyncStatus {
  private static final int TROUBLES_MAX = 10;

  private final Supplier<SyncSetup> setup;
  private final Supplier<SyncMoment> moment;
  private final Supplier<List<BackendView>> backends;
  private final SyncIndex index;

  /// @param backends every one that has settings, as it was last seen
  public ShowSyncStatus(
      Supplier<SyncSetup> setup,
      Supplier<SyncMoment> moment,
      Supplier<List<BackendView>> backends,
      SyncIndex index) {
    this.setup = setup;
    this.moment = moment;
    this.backends = backends;
    this.index = index;
  }

  /// One place.
  ///
  /// @param backend empty where copies are known at a place that the settings do not describe
  /// @param pendingUploads versions without a copy there that are to get one
  public record AtPlace(
      String place, Optional<BackendView> backend, PlaceCounts counts, long pendingUploads) {}

  /// How it stands.
  ///
  /// @param cursor up to where the gateway's records were dealt with
  /// @param places the backends that have settings, the selected one first, then places that have
  ///   none any more
  /// @param troubles the oldest of them
  /// @param troubleCount of all
  public record Status(
      SyncSetup setup,
      SyncMoment moment,
      Optional<String> cursor,
      long pendingUploads,
      long pendingRemovals,
      List<AtPlace> places,
      List<Trouble> troubles,
      long troubleCount) {
    public Status {
      places = List.copyOf(places);
      troubles = List.copyOf(troubles);
    }
  }

  public Status show(Caller.Owner owner) {
    long pendingUploads = index.pendingUploadCount();
    return new Status(
        setup.get(),
        moment.get(),
        index.cursor(),
        pendingUploads,
        index.removalCount(),
        places(pendingUploads),
        index.troubles(TROUBLES_MAX),
        index.troubleCount());
  }

  private List<AtPlace> places(long pendingUploads) {
    var counts = new LinkedHashMap<>(index.counts());
    var places = new ArrayList<AtPlace>();
    for (BackendView backend : backends.get()) {
      PlaceCounts known =
          Optional.ofNullable(counts.remove(backend.place())).orElse(PlaceCounts.NONE);
      places.add(
          new AtPlace(
              backend.place(),
              Optional.of(backend),
              known,
              backend.isSelected() ? pendingUploads : 0));
    }
    counts.forEach((place, known) -> places.add(new AtPlace(place, Optional.empty(), known, 0)));
    return places;
  }
}
