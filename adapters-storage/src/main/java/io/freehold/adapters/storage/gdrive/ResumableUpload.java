package io.freehold.adapters.storage.gdrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.Request;
import io.freehold.adapters.storage.http.SpooledPart;
import io.freehold.adapters.storage.oauth.AuthorizedHttp;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An upload in chunks that goes on where it stopped: after a connection that was cut, Drive is
/// asked how much it has.
final class ResumableUpload {
  /// Drive takes multiples of this, but for the last chunk.
  static final int CHUNK_UNIT = 256 << 10;

  /// Failures in a row without any progress; what fails more often is tried again later.
  private static final int FAILURES_MAX = 3;

  private static final int RESUME_INCOMPLETE = 308;
  private static final Pattern RANGE = Pattern.compile("bytes=0-(\\d{1,18})");

  private final AuthorizedHttp http;
  private final URI upload;
  private final int chunkBytes;

  /// @param upload where uploads begin, and where alone they go on
  ResumableUpload(AuthorizedHttp http, URI upload, int chunkBytes) {
    if (chunkBytes <= 0 || chunkBytes % CHUNK_UNIT != 0) {
      throw new IllegalArgumentException("a chunk has a multiple of " + CHUNK_UNIT + " bytes");
    }
    this.http = http;
    this.upload = upload;
    this.chunkBytes = chunkBytes;
  }

  /// What Drive says about the file, when all of it is there.
  JsonNode send(JsonNode metadata, Spooled blob, String fields) {
    return new Session(begin(metadata, blob, fields), blob).run();
  }

  private URI begin(JsonNode metadata, Spooled blob, String fields) {
    Answer answer =
        http.ask(
            Request.post(
                    URI.create(upload + "/files?uploadType=resumable&fields=" + fields),
                    Body.of(metadata.toString().getBytes(StandardCharsets.UTF_8)))
                .with("content-type", "application/json; charset=UTF-8")
                .with("x-upload-content-type", "application/octet-stream")
                .with("x-upload-content-length", Long.toString(blob.sizeBytes())));
    if (!answer.isGood()) {
      throw DriveFailures.of(answer).asException();
    }
    return answer
        .header("location")
        .filter(this::isHere)
        .map(URI::create)
        .orElseThrow(() -> DriveFailures.nonsense("begins an upload that leads nowhere"));
  }

  /// The token travels with each chunk: to the same server, and to no other.
  private boolean isHere(String location) {
    try {
      URI target = URI.create(location);
      return upload.getScheme().equals(target.getScheme())
          && upload.getRawAuthority().equals(target.getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// One upload under way.
  private final class Session {
    private final URI address;
    private final Spooled blob;
    private long sent;
    private int failures;
    private boolean isInDoubt;

    Session(URI address, Spooled blob) {
      this.address = address;
      this.blob = blob;
    }

    JsonNode run() {
      Optional<JsonNode> done = Optional.empty();
      while (done.isEmpty()) {
        done = step(isInDoubt ? this::askHowMuch : this::sendChunk);
      }
      return done.get();
    }

    private Optional<JsonNode> step(Supplier<Answer> act) {
      try {
        Optional<JsonNode> done = read(act.get());
        isInDoubt = false;
        return done;
      } catch (StorageException e) {
        if (e.failure().reason() != Reason.UNAVAILABLE || ++failures > FAILURES_MAX) {
          throw e;
        }
        isInDoubt = true;
        return Optional.empty();
      }
    }

    private Answer sendChunk() {
      var chunk = new SpooledPart(blob, sent, chunkBytes);
      return put(
          Body.of(chunk),
          chunk.sizeBytes() == 0
              ? "bytes */" + blob.sizeBytes()
              : "bytes %d-%d/%d".formatted(sent, sent + chunk.sizeBytes() - 1, blob.sizeBytes()));
    }

    private Answer askHowMuch() {
      return put(Body.none(), "bytes */" + blob.sizeBytes());
    }

    private Answer put(Body body, String range) {
      return http.ask(Request.put(address, body).with("content-range", range));
    }

    private Optional<JsonNode> read(Answer answer) {
      if (answer.isGood()) {
        return Optional.of(DriveApi.good(answer));
      }
      if (answer.status() != RESUME_INCOMPLETE) {
        throw failure(answer).asException();
      }
      goOnFrom(answer.header("range").map(ResumableUpload::countIn).orElse(0L));
      return Optional.empty();
    }

    /// A session that is gone is no missing blob: the whole upload is tried again.
    private StorageFailure failure(Answer answer) {
      StorageFailure failure = DriveFailures.of(answer);
      if (failure.reason() != Reason.NOT_FOUND) {
        return failure;
      }
      failures = FAILURES_MAX;
      return StorageFailure.of(Reason.UNAVAILABLE, "Google Drive gave up an upload under way");
    }

    private void goOnFrom(long received) {
      if (received > sent) {
        failures = 0;
      } else if (!isInDoubt) {
        failures++;
      }
      if (received > blob.sizeBytes() || failures > FAILURES_MAX) {
        throw DriveFailures.nonsense("counts the bytes of an upload wrong");
      }
      sent = received;
    }
  }

  private static long countIn(String range) {
    Matcher matcher = RANGE.matcher(range.strip());
    if (!matcher.matches()) {
      throw DriveFailures.nonsense("counts the bytes of an upload in a strange way");
    }
    return Long.parseLong(matcher.group(1)) + 1;
  }
}
