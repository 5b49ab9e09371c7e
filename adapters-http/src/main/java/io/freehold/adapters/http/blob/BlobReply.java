package io.freehold.adapters.http.blob;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.EntityTag;
import io.freehold.adapters.http.HttpDate;
import io.freehold.adapters.http.Reply;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.OpenBlob;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/// Blobs as answers.
final class BlobReply {
  private static final String TYPE = "application/octet-stream";

  /// What blobs are: OpenPGP messages. Their own names hold characters that file systems refuse.
  private static final String FILE_NAME = "blob.pgp";

  private BlobReply() {}

  /// The address is on the origin the request was signed for: clients talk to no other.
  static Reply stored(BlobPermit permit, BlobPath path, BlobSummary stored) {
    EntityTag etag = EntityTag.of(stored.sha256());
    return Reply.json(
            200,
            new JsonObject()
                .put("key", path.key())
                .put("url", permit.audience() + path.urlPath())
                .put("etag", etag.value())
                .put("size", stored.sizeBytes()))
        .with("ETag", etag.value());
  }

  static Reply of(OpenBlob blob) {
    Reply.Body body =
        switch (blob.bytes()) {
          case OpenBlob.Held(byte[] bytes) -> new Reply.Bytes(bytes);
          case OpenBlob.Open(var file) ->
              new Reply.OpenFile(file.getChannel(), blob.summary().sizeBytes());
        };
    return described(Reply.of(200, TYPE, body).asAttachment(FILE_NAME), blob.summary());
  }

  static Reply announced(BlobSummary blob) {
    return described(
        Reply.announced(200, blob.sizeBytes()).with("Content-Type", TYPE).asAttachment(FILE_NAME),
        blob);
  }

  static Reply notModified(BlobSummary blob) {
    return described(Reply.announced(304, blob.sizeBytes()), blob);
  }

  static boolean isNamedBy(Call call, BlobSummary blob) {
    return EntityTag.of(blob.sha256()).isNamedIn(call.head().headers("If-None-Match"));
  }

  private static Reply described(Reply reply, BlobSummary blob) {
    return reply.with(
        Map.of(
            "ETag",
            EntityTag.of(blob.sha256()).value(),
            "Last-Modified",
            HttpDate.text(blob.storedAt()),
            "X-Content-Hash",
            "sha256:" + blob.sha256(),
            "Cache-Control",
            "private, no-store"));
  }
}
