package io.freehold.adapters.http.sync;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.sync.ShowSyncStatus;
import io.freehold.application.sync.SyncFile;
import io.freehold.application.sync.SyncSetup;
import io.freehold.application.sync.TriggerSync;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.sync.RemoteCopy;
import io.vertx.core.json.JsonObject;

/// The synchronisation, for the owner (§4.1.7). Where it is off, the answer says why and is no
/// error, as clients expect.
public final class SyncEndpoints {
  private final TriggerSync triggerSync;
  private final ShowSyncStatus showSyncStatus;
  private final SyncFile syncFile;

  public SyncEndpoints(TriggerSync triggerSync, ShowSyncStatus showSyncStatus, SyncFile syncFile) {
    this.triggerSync = triggerSync;
    this.showSyncStatus = showSyncStatus;
    this.syncFile = syncFile;
  }

  /// Does not wait for the cycle it starts.
  public Reply trigger(Call call) {
    return switch (triggerSync.trigger(call.owner())) {
      case SyncSetup.On _ ->
          Reply.json(202, status("started").put("message", "The synchronisation has been started"));
      case SyncSetup.Off(String because) -> Reply.json(200, off(because));
    };
  }

  public Reply show(Call call) {
    return Reply.json(200, SyncJson.of(showSyncStatus.show(call.owner())))
        .with("Cache-Control", "no-store");
  }

  /// Waits for the one file. A file that cannot be had now is no failed request: the answer says
  /// what is wrong with it.
  public Reply file(Call call) {
    FileId fileId = call.path("fileId", Subject.FILE_ID, FileId::new);
    JsonObject body =
        switch (syncFile.sync(call.owner(), fileId)) {
          case SyncFile.Outcome.Here(RemoteCopy copy) ->
              status("synced")
                  .put("scope", copy.scope().value())
                  .put("collectedAt", copy.version().text());
          case SyncFile.Outcome.Deleted() -> status("deleted");
          case SyncFile.Outcome.Failed(String message) -> status("failed").put("message", message);
          case SyncFile.Outcome.Off(String because) -> off(because);
        };
    return Reply.json(200, body.put("fileId", fileId.value()));
  }

  private static JsonObject off(String because) {
    return status("disabled").put("message", because);
  }

  private static JsonObject status(String status) {
    return new JsonObject().put("status", status);
  }
}
