package io.freehold.adapters.storage.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.Failures;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What Dropbox means by an answer that is no success: `error_summary` has the words, the most
/// general one first.
final class DropboxFailures {
  private static final String TITLE = "Dropbox";
  private static final String REMEDY = "run freehold storage connect dropbox";
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final long RETRY_SECONDS_MAX = 86_400;

  private DropboxFailures() {}

  static StorageFailure of(Answer answer) {
    JsonNode body = answer.json();
    List<String> words = Arrays.asList(body.path("error_summary").asText("").split("/"));
    if (answer.status() == TOO_MANY || words.contains("too_many_write_operations")) {
      return new StorageFailure(
          Reason.RATE_LIMITED, TITLE + " asks for fewer requests", retryAfter(answer, body));
    }
    if (words.contains("missing_scope")) {
      return StorageFailure.of(
          Reason.NOT_ALLOWED,
          TITLE + " does not allow this to your app: tick its permissions, then " + REMEDY);
    }
    return answer.status() == CONFLICT ? ofWords(words) : byStatus(answer);
  }

  private static StorageFailure ofWords(List<String> words) {
    if (words.contains("not_found")) {
      return failure(Reason.NOT_FOUND, "has no such file");
    }
    if (words.contains("insufficient_space")) {
      return failure(Reason.OUT_OF_QUOTA, "has no room left: make some, or buy some");
    }
    if (words.contains("conflict")) {
      return failure(Reason.TAKEN, "keeps something else under this key already");
    }
    if (words.contains("too_large") || words.contains("payload_too_large")) {
      return failure(Reason.TOO_LARGE, "takes no file of this size");
    }
    if (words.contains("no_write_permission") || words.contains("restricted_content")) {
      return failure(Reason.NOT_ALLOWED, "does not allow this");
    }
    return failure(Reason.NONSENSE, "refuses with a word that is not known here");
  }

  private static StorageFailure byStatus(Answer answer) {
    StorageFailure failure = Failures.ofStatus(TITLE, answer);
    return failure.reason() == Reason.NOT_ALLOWED
        ? failure(Reason.NOT_ALLOWED, "does not let this server in: " + REMEDY)
        : failure;
  }

  /// In a header, or in the body where there is none.
  private static Optional<Duration> retryAfter(Answer answer, JsonNode body) {
    JsonNode seconds = body.path("error").path("retry_after");
    return answer
        .retryAfter()
        .or(() ->
            seconds.canConvertToLong()
                ? Optional.of(
                    Duration.ofSeconds(Math.clamp(seconds.asLong(), 0, RETRY_SECONDS_MAX)))
                : Optional.empty());
  }

  private static StorageFailure failure(Reason reason, String words) {
    return StorageFailure.of(reason, TITLE + " " + words);
  }

  static RuntimeException nonsense(String what) {
    return Failures.nonsense(TITLE, what);
  }

  /// A login page came with status 200 where an answer was expected.
  static RuntimeException loginPage() {
    return failure(
            Reason.NOT_ALLOWED,
            "answered with a web page: is something in between? Otherwise " + REMEDY)
        .asException();
  }
}
