package io.freehold.adapters.storage.s3;

import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.Failures;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.util.regex.Pattern;

/// What the error codes of S3 services mean, and what to do about them. Of an error's document only
/// the code is repeated: the rest may echo what was sent.
record S3Refusals(String who, String bucket) {
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,64}");

  StorageFailure of(Answer answer) {
    String code = code(answer);
    StorageFailure byStatus = Failures.ofStatus(who, answer);
    return switch (code) {
      case "NoSuchKey", "NoSuchObject" -> told(Reason.NOT_FOUND, "has no such blob", code, answer);
      case "NoSuchBucket" ->
          told(
              Reason.NOT_ALLOWED,
              "has no bucket '" + bucket + "': make it, or correct storage.config.s3.bucket",
              code,
              answer);
      case "AccessDenied", "AllAccessDisabled", "AccountProblem", "Forbidden" ->
          told(
              Reason.NOT_ALLOWED,
              "does not allow this to the access key: it has to list the bucket '"
                  + bucket
                  + "' and to get, put and delete what is in it",
              code,
              answer);
      case "InvalidAccessKeyId" ->
          told(
              Reason.NOT_ALLOWED,
              "does not know the access key: correct storage.config.s3.accessKeyId",
              code,
              answer);
      case "SignatureDoesNotMatch" ->
          told(
              Reason.NOT_ALLOWED,
              "does not believe the signature: correct storage.config.s3.secretAccessKey",
              code,
              answer);
      case "AuthorizationHeaderMalformed",
          "PermanentRedirect",
          "IllegalLocationConstraintException" ->
          told(
              Reason.NOT_ALLOWED,
              "keeps the bucket '"
                  + bucket
                  + "' in another region: correct storage.config.s3.region",
              code,
              answer);
      case "RequestTimeTooSkewed", "RequestExpired" ->
          told(
              Reason.NOT_ALLOWED,
              "has another time than this machine: set the clock",
              code,
              answer);
      case "SlowDown", "TooManyRequests", "RequestLimitExceeded", "Throttling" ->
          told(Reason.RATE_LIMITED, "asks for fewer requests", code, answer);
      case "QuotaExceeded",
          "InsufficientStorage",
          "XMinioStorageFull",
          "XMinioAdminBucketQuotaExceeded",
          "QuotaExceededException" ->
          told(Reason.OUT_OF_QUOTA, "has no room left", code, answer);
      case "EntityTooLarge" -> told(Reason.TOO_LARGE, "takes no blob of this size", code, answer);
      case "PreconditionFailed" ->
          told(Reason.TAKEN, "keeps something else under this key already", code, answer);
      case "ConditionalRequestConflict",
          "OperationAborted",
          "InternalError",
          "ServiceUnavailable",
          "RequestTimeout" ->
          told(Reason.UNAVAILABLE, "is in trouble of its own", code, answer);
      case "BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody" ->
          told(Reason.NONSENSE, "received other bytes than were sent", code, answer);
      default -> byStatus;
    };
  }

  /// Empty when the answer names none.
  static String code(Answer answer) {
    return XmlAnswer.parse(answer.body())
        .flatMap(document -> document.text("Error/Code"))
        .map(String::strip)
        .filter(code -> CODE.matcher(code).matches())
        .orElse("");
  }

  private StorageFailure told(Reason reason, String words, String code, Answer answer) {
    return new StorageFailure(
        reason,
        "%s %s (%s, status %d)".formatted(who, words, code, answer.status()),
        answer.retryAfter());
  }
}
