package io.freehold.adapters.chain.egress;

import org.jspecify.annotations.Nullable;

/// Why an address that came from outside gave no answer. The message goes on after "it", for a
/// person, and repeats nothing of the answer.
public final class EgressException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// Whether trying again makes sense.
  public enum Kind {
    /// This server may not speak to it, whenever it tries.
    FORBIDDEN,
    /// It may work another time.
    FAILED
  }

  private EgressException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static EgressException forbidden(String because) {
    return new EgressException(Kind.FORBIDDEN, because, null);
  }

  static EgressException failed(String because) {
    return new EgressException(Kind.FAILED, because, null);
  }

  static EgressException failed(String because, Throwable cause) {
    return new EgressException(Kind.FAILED, because, cause);
  }

  public boolean isForbidden() {
    return kind == Kind.FORBIDDEN;
  }

  public String because() {
    return String.valueOf(getMessage());
  }
}
