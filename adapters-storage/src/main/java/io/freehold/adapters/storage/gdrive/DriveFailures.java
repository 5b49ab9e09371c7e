package io.freehold.adapters.storage.gdrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.Failures;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;

/// What Drive means by an answer that is no success. One status stands for many things there; the
/// word in the body tells them apart.
final class DriveFailures {
  private static final String TITLE = "Google Drive";
  private static final String REMEDY = "run freehold storage connect gdrive";

  private DriveFailures() {}

  static StorageFailure of(Answer answer) {
    return switch (reasonIn(answer)) {
      case "storageQuotaExceeded", "activeItemCreationLimitExceeded" ->
          failure(Reason.OUT_OF_QUOTA, "has no room left: make some, or buy some", answer);
      case "rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded" ->
          failure(Reason.RATE_LIMITED, "asks for fewer requests", answer);
      case "accessNotConfigured" ->
          failure(
              Reason.NOT_ALLOWED,
              "is not switched on for your client: enable the Google Drive API in the project that it"
                  + " belongs to",
              answer);
      case "insufficientPermissions",
          "insufficientFilePermissions",
          "appNotAuthorizedToFile",
          "authError",
          "forbidden",
          "domainPolicy" ->
          failure(Reason.NOT_ALLOWED, "does not allow this: " + REMEDY, answer);
      case "notFound" -> failure(Reason.NOT_FOUND, "has no such file", answer);
      case "uploadTooLarge" -> failure(Reason.TOO_LARGE, "takes no file of this size", answer);
      default -> byStatus(answer);
    };
  }

  private static StorageFailure byStatus(Answer answer) {
    StorageFailure failure = Failures.ofStatus(TITLE, answer);
    return failure.reason() == Reason.NOT_ALLOWED
        ? failure(Reason.NOT_ALLOWED, "does not let this server in: " + REMEDY, answer)
        : failure;
  }

  private static StorageFailure failure(Reason reason, String words, Answer answer) {
    return new StorageFailure(reason, TITLE + " " + words, answer.retryAfter());
  }

  private static String reasonIn(Answer answer) {
    JsonNode error = answer.json().path("error");
    return error.path("errors").path(0).path("reason").asText("");
  }

  static RuntimeException nonsense(String what) {
    return Failures.nonsense(TITLE, what);
  }

  /// A login page came with status 200 where an answer was expected.
  static RuntimeException loginPage() {
    return StorageFailure.of(
            Reason.NOT_ALLOWED,
            TITLE + " answered with a web page: is something in between? Otherwise " + REMEDY)
        .asException();
  }
}
