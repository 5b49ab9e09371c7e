package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.port.Registry;
import io.freehold.application.registry.FileChanges;
import io.freehold.application.registry.RecordFile;
import io.freehold.application.registry.RecordFileDeletion;
import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// The records of encrypted data files (§4.2.4). A deleted one stays, as a tombstone.
final class FileRecordEndpoints {
  private static final int LIMIT_DEFAULT = 1_000;

  private final Registry registry;
  private final RecordFile recordFile;
  private final RecordFileDeletion recordDeletion;
  private final Envelope envelope;

  FileRecordEndpoints(
      Registry registry,
      RecordFile recordFile,
      RecordFileDeletion recordDeletion,
      Envelope envelope) {
    this.registry = registry;
    this.recordFile = recordFile;
    this.recordDeletion = recordDeletion;
    this.envelope = envelope;
  }

  Reply register(Call call) {
    SignedWrite write = SignedWrite.of(call);
    var message =
        new FileRegistration(
            owner(write),
            write.text("url"),
            write.message(() -> SchemaId.parse(write.body().textOrNumber("schemaId"))));
    return written(
        call,
        Recorded.by(
            () -> recordFile.record(message, write.signature(), write.nonce()).value(), 201));
  }

  Reply delete(Call call) {
    FileId id = id(call);
    SignedWrite write = SignedWrite.of(call);
    var message = new FileDeletion(owner(write), id);
    return written(
        call,
        Recorded.by(
            () -> {
              recordDeletion.record(message, write.signature(), write.nonce());
              return id.value();
            },
            200));
  }

  private static Address owner(SignedWrite write) {
    return write.owner("ownerAddress", "owner", "userAddress");
  }

  private Reply written(Call call, Recorded recorded) {
    Entry<FileRegistration> entry = registry.findFile(new FileId(recorded.id())).orElseThrow();
    return envelope.written(call, recorded, "fileId", entry, RecordJson.file(entry));
  }

  Reply show(Call call) {
    Entry<FileRegistration> entry = asked(call);
    return envelope.found(call, entry, RecordJson.file(entry));
  }

  Reply status(Call call) {
    Entry<FileRegistration> entry = asked(call);
    return envelope.found(call, entry, RecordJson.confirmation(entry.id(), entry.status()));
  }

  /// What changed since last time. With nothing new, the cursor stays where it was.
  Reply list(Call call) {
    Optional<Instant> since = call.query("since", Subject.PARAMETER, FileRecordEndpoints::time);
    var changes =
        FileChanges.of(
            registry,
            owner(call),
            since,
            call.query("includeDeleted", Subject.PARAMETER, FileRecordEndpoints::flag)
                .orElse(false),
            call.page(LIMIT_DEFAULT).limit());
    List<JsonObject> files = changes.files().stream().map(RecordJson::file).toList();
    return envelope.found(
        call,
        new JsonObject()
            .put("files", Envelope.array(files))
            .put("cursor", changes.cursor().or(() -> since).map(Instant::toString).orElse(null)));
  }

  private static Address owner(Call call) {
    return call.query("user", Subject.PARAMETER, Address::new)
        .or(() -> call.query("owner", Subject.PARAMETER, Address::new))
        .orElseThrow(() ->
            Problem.malformed(Subject.PARAMETER, "user, whose files to list, is wanted")
                .asException());
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a time like 2026-01-21T10:00:00Z is wanted", e);
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false is wanted");
    };
  }

  private Entry<FileRegistration> asked(Call call) {
    FileId id = id(call);
    return registry
        .findFile(id)
        .orElseThrow(() -> new Problem.RecordNotFound("file", id.value()).asException());
  }

  private static FileId id(Call call) {
    return call.path("fileId", Subject.FILE_ID, FileId::new);
  }
}
