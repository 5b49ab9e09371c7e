package io.freehold.domain.storage;

import java.time.Duration;
import java.util.Optional;

/// Why a storage backend did not do what it was asked (§4.1.7.1).
///
/// @param message for the owner, in plain words, with what to do about it; it holds no secret
/// @param retryAfter what the backend asked for, if it asked
public record StorageFailure(Reason reason, String message, Optional<Duration> retryAfter) {

  /// What kind of refusal it is.
  public enum Reason {
    /// There is no such blob.
    NOT_FOUND,
    /// The credentials are missing, expired or not good for this.
    NOT_ALLOWED,
    OUT_OF_QUOTA,
    RATE_LIMITED,
    /// The backend cannot be reached, answers with an error of its own, or too slowly.
    UNAVAILABLE,
    /// Something else is kept under this key already; it was left as it is.
    TAKEN,
    /// The blob is larger than the backend takes.
    TOO_LARGE,
    /// The answer makes no sense: not what was asked for, too long, cut short.
    NONSENSE
  }

  public static StorageFailure of(Reason reason, String message) {
    return new StorageFailure(reason, message, Optional.empty());
  }

  /// Whether trying again later, changing nothing, can help.
  public boolean isTransient() {
    return switch (reason) {
      case OUT_OF_QUOTA, RATE_LIMITED, UNAVAILABLE, NONSENSE -> true;
      case NOT_FOUND, NOT_ALLOWED, TAKEN, TOO_LARGE -> false;
    };
  }

  public StorageException asException() {
    return new StorageException(this);
  }

  public StorageException asException(Throwable cause) {
    return new StorageException(this, cause);
  }
}
