package io.freehold.adapters.storage.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.SpooledPart;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;

/// A file that is larger than Dropbox takes at once, in parts. A part whose answer was lost is sent
/// again; Dropbox then says how much it has, and the rest follows.
final class SessionUpload {
  /// Failures in a row without any progress; what fails more often is tried again later.
  private static final int FAILURES_MAX = 3;

  private final DropboxApi api;
  private final Spooled blob;
  private final int partBytes;
  private long sent;
  private int failures;

  SessionUpload(DropboxApi api, Spooled blob, int partBytes) {
    this.api = api;
    this.blob = blob;
    this.partBytes = partBytes;
  }

  /// What Dropbox says about the file, when all of it is there.
  JsonNode run(ObjectNode commit) {
    String session = begin();
    while (sent < blob.sizeBytes()) {
      append(session);
    }
    ObjectNode argument = DropboxApi.JSON.createObjectNode();
    argument.set("cursor", cursor(session));
    argument.set("commit", commit);
    return DropboxApi.good(api.send("upload_session/finish", argument, Body.none()));
  }

  private String begin() {
    JsonNode answer =
        DropboxApi.good(
            api.send(
                "upload_session/start",
                DropboxApi.JSON.createObjectNode().put("close", false),
                Body.none()));
    String session = answer.path("session_id").asText("");
    if (session.isEmpty()) {
      throw DropboxFailures.nonsense("begins an upload without a name");
    }
    return session;
  }

  private void append(String session) {
    var part = new SpooledPart(blob, sent, partBytes);
    ObjectNode argument = DropboxApi.JSON.createObjectNode().put("close", false);
    argument.set("cursor", cursor(session));
    try {
      Answer answer = api.send("upload_session/append_v2", argument, Body.of(part));
      goOnFrom(answer.isGood() ? sent + part.sizeBytes() : countIn(answer));
    } catch (StorageException e) {
      if (e.failure().reason() != Reason.UNAVAILABLE || ++failures > FAILURES_MAX) {
        throw e;
      }
    }
  }

  private ObjectNode cursor(String session) {
    return DropboxApi.JSON.createObjectNode().put("session_id", session).put("offset", sent);
  }

  private long countIn(Answer answer) {
    JsonNode error = answer.json().path("error");
    if (error.path(".tag").asText("").equals("incorrect_offset")) {
      return error.path("correct_offset").asLong(-1);
    }
    throw failure(answer).asException();
  }

  /// A session that is gone is no missing blob: the whole upload is tried again.
  private StorageFailure failure(Answer answer) {
    StorageFailure failure = DropboxFailures.of(answer);
    if (failure.reason() != Reason.NOT_FOUND) {
      return failure;
    }
    failures = FAILURES_MAX;
    return StorageFailure.of(Reason.UNAVAILABLE, "Dropbox gave up an upload under way");
  }

  private void goOnFrom(long received) {
    boolean isPossible = received >= 0 && received <= blob.sizeBytes();
    if (!isPossible || received <= sent && ++failures > FAILURES_MAX) {
      throw DropboxFailures.nonsense("counts the bytes of an upload wrong");
    }
    if (received > sent) {
      failures = 0;
    }
    sent = received;
  }
}
