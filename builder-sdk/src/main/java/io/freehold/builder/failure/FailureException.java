package io.freehold.builder.failure;

/// Carries a `Failure` up the stack.
///
/// ```java
/// try {
///   client.gateway().server(grant.user());
/// } catch (FailureException e) {
///   log(e.failure().code() + " " + e.failure().advice());
/// }
/// ```
///
/// The stages of the `...Async` methods complete exceptionally with it.
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(text(failure));
    this.failure = failure;
  }

  public FailureException(Failure failure, Throwable cause) {
    super(text(failure), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }

  private static String text(Failure failure) {
    return "%s (%d %s). %s"
        .formatted(failure.message(), failure.code(), failure.errorCode(), failure.advice());
  }
}
