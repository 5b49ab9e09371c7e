package io.freehold.adapters.http;

/// Carries a refusal that only HTTP knows, such as a wrong media type, to the place where answers
/// are made.
final class RefusalException extends RuntimeException {
  private final transient Refusal refusal;

  RefusalException(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
