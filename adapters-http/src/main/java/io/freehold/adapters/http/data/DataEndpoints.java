package io.freehold.adapters.http.data;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Deliveries;
import io.freehold.adapters.http.Reply;
import io.freehold.application.data.DeleteData;
import io.freehold.application.data.IngestData;
import io.freehold.application.data.ListScopes;
import io.freehold.application.data.ListVersions;
import io.freehold.application.data.ReadData;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.IdempotencyKey;
import io.freehold.domain.data.Version;
import java.util.Optional;

/// The verbs on data (§4.1.5).
public final class DataEndpoints {
  private static final int LIMIT_DEFAULT = 20;

  private final IngestData ingestData;
  private final ReadData readData;
  private final ListScopes listScopes;
  private final ListVersions listVersions;
  private final DeleteData deleteData;
  private final Deliveries deliveries;

  public DataEndpoints(
      IngestData ingestData,
      ReadData readData,
      ListScopes listScopes,
      ListVersions listVersions,
      DeleteData deleteData,
      Deliveries deliveries) {
    this.ingestData = ingestData;
    this.readData = readData;
    this.listScopes = listScopes;
    this.listVersions = listVersions;
    this.deleteData = deleteData;
    this.deliveries = deliveries;
  }

  public Reply ingest(Call call) {
    Scope scope = scope(call);
    Optional<IdempotencyKey> key = call.header("Idempotency-Key", IdempotencyKey::new);
    return Reply.json(
        201,
        DataJson.ingested(scope, ingestData.ingest(call.owner(), scope, call.document(), key)));
  }

  public Reply list(Call call) {
    ScopePrefix prefix =
        call.query("scopePrefix", Subject.PARAMETER, ScopePrefix::new).orElse(ScopePrefix.ALL);
    return Reply.json(
        200, DataJson.scopes(listScopes.list(call.caller(), prefix, call.page(LIMIT_DEFAULT))));
  }

  public Reply versions(Call call) {
    Scope scope = scope(call);
    return Reply.json(
        200,
        DataJson.versions(
            scope, listVersions.list(call.caller(), scope, call.page(LIMIT_DEFAULT))));
  }

  public Reply read(Call call) {
    ReadData.Found found = readData.read(call.caller(), scope(call), version(call));
    return deliveries.begin(FileReply.to(call, found.file()), found.permit());
  }

  public Reply delete(Call call) {
    var _ = deleteData.delete(call.owner(), scope(call));
    return Reply.empty(204);
  }

  private static Scope scope(Call call) {
    return call.path("scope", Subject.SCOPE, Scope::new);
  }

  private static Version version(Call call) {
    Optional<FileId> fileId = call.query("fileId", Subject.FILE_ID, FileId::new);
    Optional<CollectedAt> at = call.query("at", Subject.PARAMETER, CollectedAt::parse);
    if (fileId.isPresent() && at.isPresent()) {
      throw Problem.malformed(
              Subject.PARAMETER, "fileId and at each choose a version; send one of them")
          .asException();
    }
    return fileId
        .<Version>map(Version.ByFileId::new)
        .or(() -> at.map(Version.AsOf::new))
        .orElseGet(Version.Latest::new);
  }
}
