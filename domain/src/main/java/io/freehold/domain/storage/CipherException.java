package io.freehold.domain.storage;

/// Carries a cipher failure up the stack, without a stack trace.
public final class CipherException extends RuntimeException {
  private final CipherFailure failure;

  CipherException(CipherFailure failure) {
    super("the blob cannot be opened: " + failure.words(), null, false, false);
    this.failure = failure;
  }

  CipherException(CipherFailure failure, Throwable cause) {
    super("the blob cannot be opened: " + failure.words(), cause, false, false);
    this.failure = failure;
  }

  public CipherFailure failure() {
    return failure;
  }
}
