package io.freehold.adapters.http.sync;

import io.freehold.application.sync.BackendView;
import io.freehold.application.sync.ShowSyncStatus.AtPlace;
import io.freehold.application.sync.ShowSyncStatus.Status;
import io.freehold.application.sync.SyncMoment;
import io.freehold.application.sync.SyncMoment.Phase;
import io.freehold.application.sync.SyncSetup;
import io.freehold.domain.sync.Trouble;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/// The state of the synchronisation under the names clients know, and a few more.
final class SyncJson {
  private SyncJson() {}

  static JsonObject of(Status status) {
    SyncMoment moment = status.moment();
    var errors = new JsonArray();
    status.troubles().forEach(trouble -> errors.add(error(trouble)));
    var backends = new JsonArray();
    status.places().forEach(place -> backends.add(backend(place)));
    return setup(status.setup())
        .put("running", status.setup() instanceof SyncSetup.On)
        .put("syncing", moment.phase() != Phase.IDLE)
        .put("phase", moment.phase().name().toLowerCase(Locale.ROOT))
        .put("filesDone", moment.done())
        .put("lastSync", moment.lastCycleAt().map(Instant::toString).orElse(null))
        .put("lastProcessedTimestamp", status.cursor().orElse(null))
        .put("pendingFiles", status.pendingUploads())
        .put("pendingRemovals", status.pendingRemovals())
        .put("backends", backends)
        .put("lastError", moment.brokenOff().orElse(null))
        .put("errorCount", status.troubleCount())
        .put("errors", errors);
  }

  private static JsonObject setup(SyncSetup setup) {
    return switch (setup) {
      case SyncSetup.Off(String because) ->
          new JsonObject()
              .put("enabled", false)
              .putNull("backend")
              .put("blocked", new JsonObject().put("reason", "not_set_up").put("message", because));
      case SyncSetup.On on ->
          new JsonObject()
              .put("enabled", true)
              .put("backend", on.backends().selected().name())
              .put("place", on.backends().selected().place());
    };
  }

  /// A place without settings has no name, and nobody asks it.
  private static JsonObject backend(AtPlace at) {
    return new JsonObject()
        .put("name", at.backend().map(BackendView::name).orElse(null))
        .put("place", at.place())
        .put("configured", at.backend().isPresent())
        .put("selected", at.backend().filter(BackendView::isSelected).isPresent())
        .put("copies", at.counts().copies())
        .put("pendingFiles", at.pendingUploads())
        .put("pendingRemovals", at.counts().removals())
        .put("reachable", at.backend().flatMap(BackendView::isReachable).orElse(null))
        .put(
            "lastAskedAt",
            at.backend().flatMap(BackendView::askedAt).map(Instant::toString).orElse(null))
        .put("lastError", at.backend().flatMap(BackendView::lastError).orElse(null));
  }

  private static JsonObject error(Trouble trouble) {
    String[] words = trouble.subject().split(" ", 3);
    var json =
        new JsonObject()
            .put("stage", words[0])
            .put("class", trouble.kind().name().toLowerCase(Locale.ROOT))
            .put("message", trouble.message())
            .put("timestamp", trouble.lastSeenAt().toString())
            .put("firstSeenAt", trouble.firstSeenAt().toString())
            .put("retryAt", trouble.retryAt().toString())
            .put("attempts", trouble.attempts());
    return words.length == 3
        ? json.put("scope", words[1]).put("collectedAt", words[2]).putNull("fileId")
        : json.put("fileId", words[1]).putNull("scope");
  }
}
