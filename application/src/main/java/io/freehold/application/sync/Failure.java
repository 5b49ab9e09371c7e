package io.freehold.application.sync;

import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.CipherFailure;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.sync.Trouble.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// What an exception on the way to or from a backend means.
///
/// @param concernsAll whether whatever comes next would fail as well, so that going on is pointless
/// @param retryAfter what the other side asked for
record Failure(Kind kind, String message, boolean concernsAll, Optional<Duration> retryAfter) {

  static Failure of(Kind kind, String message) {
    return new Failure(kind, message, false, Optional.empty());
  }

  /// Anything that is none of the expected failures is a bug, and is not caught here.
  static Failure of(Exception thrown) {
    return switch (thrown) {
      case StorageException e -> of(e.failure());
      case CipherException e -> of(e.failure());
      case ProblemException e -> of(e.problem());
      case IOException e -> of(Kind.TRANSIENT, "reading or writing failed: " + e.getMessage());
      default -> throw new IllegalStateException(thrown);
    };
  }

  private static Failure of(StorageFailure failure) {
    Kind kind = failure.isTransient() ? Kind.TRANSIENT : Kind.PERMANENT;
    return switch (failure.reason()) {
      case NOT_ALLOWED, OUT_OF_QUOTA, RATE_LIMITED, UNAVAILABLE ->
          new Failure(Kind.TRANSIENT, failure.message(), true, failure.retryAfter());
      case NOT_FOUND, TAKEN, TOO_LARGE, NONSENSE -> of(kind, failure.message());
    };
  }

  private static Failure of(CipherFailure failure) {
    return of(
        failure == CipherFailure.WRONG_KEY ? Kind.WRONG_KEY : Kind.CORRUPT,
        "the blob cannot be opened: " + failure.words());
  }

  private static Failure of(Problem problem) {
    return switch (problem) {
      case Problem.ServiceUnavailable unavailable ->
          new Failure(
              Kind.TRANSIENT, unavailable.reason(), true, Optional.of(unavailable.retryAfter()));
      case Problem.DiskFull _ ->
          new Failure(Kind.TRANSIENT, "this server's disk is full", true, Optional.empty());
      case Problem.ServerNotRegistered _, Problem.SignerNotAllowed _ ->
          new Failure(
              Kind.TRANSIENT,
              "the owner has not registered this server at the gateway; run freehold server register",
              true,
              Optional.empty());
      default -> of(Kind.PERMANENT, "refused: " + problem);
    };
  }
}
