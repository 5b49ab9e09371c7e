package io.freehold.domain.storage;

/// Carries a storage failure up the stack, without a stack trace.
public final class StorageException extends RuntimeException {
  private final transient StorageFailure failure;

  StorageException(StorageFailure failure) {
    super(failure.reason() + ": " + failure.message(), null, false, false);
    this.failure = failure;
  }

  StorageException(StorageFailure failure, Throwable cause) {
    super(failure.reason() + ": " + failure.message(), cause, false, false);
    this.failure = failure;
  }

  public StorageFailure failure() {
    return failure;
  }
}
