package io.freehold.builder.failure;

import java.time.Duration;
import java.util.Optional;

/// Why something did not happen: one type for each thing that an application may want to do about
/// it.
///
/// ```java
/// try {
///   byte[] profile = client.data(grant).read(new Scope("instagram.profile")).bytes();
/// } catch (FailureException e) {
///   switch (e.failure()) {
///     case Failure.GrantRevoked _, Failure.GrantExpired _ -> forget(grant);
///     case Failure.DataNotFound _ -> log("nothing there yet");
///     case Failure other when other.isRetryable() -> log("later: " + other.retryAfter());
///     case Failure other -> log(other.errorCode() + ": " + other.advice());
///   }
/// }
/// ```
public sealed interface Failure {
  /// The server's own words.
  Answer answer();

  /// The request was not understood. It is the same the next time.
  record Malformed(Answer answer) implements Failure {}

  /// The signature, its claims or its time are not believed.
  record Unauthorized(Answer answer) implements Failure {}

  /// The signer is no registered builder.
  record NotRegistered(Answer answer) implements Failure {}

  /// No grant was named, or it is unknown, or it is made out to somebody else.
  record GrantRequired(Answer answer) implements Failure {}

  /// The person took the grant back.
  record GrantRevoked(Answer answer) implements Failure {}

  /// The grant's time is over.
  record GrantExpired(Answer answer) implements Failure {}

  /// The grant is for other scopes.
  record ScopeNotGranted(Answer answer) implements Failure {}

  /// The act is reserved to somebody else.
  record Forbidden(Answer answer) implements Failure {}

  /// The scope has no such version, or it was deleted.
  record DataNotFound(Answer answer) implements Failure {}

  /// Nobody registered a personal server under that address.
  record ServerNotFound(Answer answer) implements Failure {}

  /// There is no such record, session or route.
  record NotFound(Answer answer) implements Failure {}

  /// The session is not in a state in which this can be done.
  record WrongState(Answer answer) implements Failure {}

  /// The session's fifteen minutes are over.
  record SessionExpired(Answer answer) implements Failure {}

  /// Something is larger than allowed: what was sent, or what came back.
  record TooLarge(Answer answer) implements Failure {}

  /// Too many requests.
  record RateLimited(Answer answer) implements Failure {}

  /// The server, or something it needs, does not work at the moment (420, 421, 440, 5xx).
  record Unavailable(Answer answer) implements Failure {}

  /// Nothing answered there, or the line broke.
  record Unreachable(Answer answer) implements Failure {}

  /// The time that was set for it ran out.
  record TimedOut(Answer answer) implements Failure {}

  /// The address is one this application does not want to connect to.
  record AddressRefused(Answer answer) implements Failure {}

  /// The data became another version while it was being read.
  record ChangedMeanwhile(Answer answer) implements Failure {}

  /// The answer does not say what the protocol has it say.
  record Unreadable(Answer answer) implements Failure {}

  /// Any other refusal.
  record Other(Answer answer) implements Failure {}

  /// The protocol's code (§8.2); 0 when nobody answered.
  default int code() {
    return answer().code();
  }

  /// The machine's word for it, such as `GRANT_REVOKED`.
  default String errorCode() {
    return answer().errorCode();
  }

  /// What the server said, for a developer.
  default String message() {
    return answer().message();
  }

  /// What to do about it.
  default String advice() {
    return Advice.of(this);
  }

  /// Whether the same may go well a little later. The SDK has then tried several times already.
  default boolean isRetryable() {
    return switch (this) {
      case RateLimited _, Unavailable _, Unreachable _, TimedOut _, ChangedMeanwhile _ -> true;
      default -> false;
    };
  }

  /// How long to wait before, if the server said so.
  default Optional<Duration> retryAfter() {
    return answer().retryAfter();
  }

  default FailureException asException() {
    return new FailureException(this);
  }

  default FailureException asException(Throwable cause) {
    return new FailureException(this, cause);
  }
}
