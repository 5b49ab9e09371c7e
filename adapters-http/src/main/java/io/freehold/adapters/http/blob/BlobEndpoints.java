package io.freehold.adapters.http.blob;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.HttpAdapter.StorageRole;
import io.freehold.adapters.http.Reply;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.Scope;
import io.freehold.domain.blob.BlobName;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.BlobUsage;
import io.freehold.domain.blob.IfTaken;
import io.freehold.domain.blob.IncomingBlob;
import io.freehold.domain.blob.RemovedBlobs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The verbs on blobs.
final class BlobEndpoints {
  private static final Pattern CONTENT_HASH = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern CHAIN_ID = Pattern.compile("[1-9][0-9]{0,17}");

  private static final int LISTED_DEFAULT = 1_000;

  private final StorageRole role;
  private final String version;

  BlobEndpoints(StorageRole role, String version) {
    this.role = role;
    this.version = version;
  }

  Reply store(Call call) {
    BlobPermit permit = call.permit();
    BlobPath path = path(call);
    if (!call.head().hasBody()) {
      throw Problem.malformed(Subject.BODY, "an encrypted blob has at least one byte")
          .asException();
    }
    Optional<String> contentHash = call.header("x-content-hash", BlobEndpoints::contentHash);
    BlobSummary stored =
        role.storeBlob()
            .store(permit, path, withContentHash(call.incoming(), contentHash), ifTaken(call));
    return BlobReply.stored(permit, path, stored);
  }

  /// `If-None-Match: *` asks to leave what is there (RFC 9110 §13.1.2).
  private static IfTaken ifTaken(Call call) {
    return call.header("If-None-Match", BlobEndpoints::anything).orElse(IfTaken.REPLACE);
  }

  private static IfTaken anything(String text) {
    if (!text.strip().equals("*")) {
      throw new IllegalArgumentException("an upload takes * alone");
    }
    return IfTaken.LEAVE;
  }

  private static String contentHash(String text) {
    if (!CONTENT_HASH.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "sha256: and 64 hexadecimal digits in lower case are wanted");
    }
    return text;
  }

  private static IncomingBlob withContentHash(IncomingBlob blob, Optional<String> contentHash) {
    return new IncomingBlob(
        blob.bytes(),
        blob.sizeBytes(),
        sha256 -> {
          blob.mustHaveHash().accept(sha256);
          if (contentHash.filter(expected -> !expected.equals("sha256:" + sha256)).isPresent()) {
            throw Problem.malformed(Subject.BODY, "it is not what x-content-hash says")
                .asException();
          }
        });
  }

  /// Nothing is read, and nothing counted, for a client that has the blob.
  Reply read(Call call) {
    BlobPermit permit = call.permit();
    BlobPath path = path(call);
    if (!call.head().headers("If-None-Match").isEmpty()) {
      BlobSummary known = role.findBlob().find(permit, path);
      if (BlobReply.isNamedBy(call, known)) {
        return BlobReply.notModified(known);
      }
    }
    return BlobReply.of(role.readBlob().read(permit, path));
  }

  Reply show(Call call) {
    BlobSummary found = role.findBlob().find(call.permit(), path(call));
    return BlobReply.isNamedBy(call, found)
        ? BlobReply.notModified(found)
        : BlobReply.announced(found);
  }

  Reply delete(Call call) {
    BlobPath path = path(call);
    role.deleteBlob().delete(call.permit(), path);
    return Reply.json(200, new JsonObject().put("deleted", true).put("key", path.key()));
  }

  Reply deleteScope(Call call) {
    Scope scope = scope(call);
    RemovedBlobs removed = role.deleteBlobs().delete(call.permit(), Optional.of(scope));
    return Reply.json(
        200, counted(new JsonObject().put("deleted", true).put("scope", scope.value()), removed));
  }

  Reply deleteAll(Call call) {
    BlobPermit permit = call.permit();
    RemovedBlobs removed = role.deleteBlobs().delete(permit, Optional.empty());
    return Reply.json(
        200,
        counted(
            new JsonObject().put("deleted", true).put("ownerAddress", permit.owner().value()),
            removed));
  }

  private static JsonObject counted(JsonObject json, RemovedBlobs removed) {
    return json.put("count", removed.count()).put("totalBytes", removed.totalBytes());
  }

  /// One page of keys; what comes after it is asked for with `next`.
  Reply list(Call call) {
    BlobPermit permit = call.permit();
    int limit = call.page(LISTED_DEFAULT).limit();
    Optional<BlobPath> after =
        call.query("after", Subject.PARAMETER, text -> after(permit.owner(), text));
    List<BlobPath> found = role.listBlobs().list(permit, after, limit + 1);
    List<BlobPath> shown = found.subList(0, Math.min(limit, found.size()));
    var blobs = new JsonArray();
    shown.forEach(path -> blobs.add(new JsonObject().put("key", path.key())));
    return Reply.json(
        200,
        new JsonObject()
            .put("ownerAddress", permit.owner().value())
            .put("blobs", blobs)
            .put("next", found.size() > limit ? text(shown.getLast()) : null));
  }

  private static String text(BlobPath path) {
    return path.scope() + "/" + path.name();
  }

  private static BlobPath after(Address owner, String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a scope, a / and a name are wanted");
    }
    return new BlobPath(
        owner,
        OptionalLong.empty(),
        new Scope(text.substring(0, slash)),
        new BlobName(text.substring(slash + 1)));
  }

  Reply usage(Call call) {
    BlobPermit permit = call.permit();
    BlobUsage usage = role.showBlobUsage().show(permit);
    return Reply.json(
        200,
        new JsonObject()
            .put("ownerAddress", permit.owner().value())
            .put("totalBytes", usage.totalBytes())
            .put("blobCount", usage.blobCount())
            .put("lastUpload", usage.lastUpload().map(Instant::toString).orElse(null))
            .put("bandwidthBytes", usage.bandwidthBytes()));
  }

  Reply health(Call call) {
    return Reply.json(
        200,
        new JsonObject()
            .put("status", "ok")
            .put("service", "vana-storage")
            .put("version", version));
  }

  private static BlobPath path(Call call) {
    return new BlobPath(
        call.path("owner", Subject.PATH, Address::new),
        chainId(call),
        scope(call),
        call.path("name", Subject.PATH, BlobName::new));
  }

  private static Scope scope(Call call) {
    return call.path("scope", Subject.SCOPE, Scope::new);
  }

  private static OptionalLong chainId(Call call) {
    return call.head().path().containsKey("chainId")
        ? OptionalLong.of(call.path("chainId", Subject.PATH, BlobEndpoints::chainId))
        : OptionalLong.empty();
  }

  private static long chainId(String text) {
    if (!CHAIN_ID.matcher(text).matches()) {
      throw new IllegalArgumentException("a chain id is a whole number from 1 on");
    }
    return Long.parseLong(text);
  }
}
