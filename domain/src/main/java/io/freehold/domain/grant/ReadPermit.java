package io.freehold.domain.grant;

import io.freehold.domain.Scope;
import io.freehold.domain.identity.Caller;

/// Proof that one scope may be read. Only a grant or the owner can give one, and no data is found
/// without it.
public final class ReadPermit {
  private final Scope scope;

  ReadPermit(Scope scope) {
    this.scope = scope;
  }

  /// The owner reads what is the owner's.
  public static ReadPermit of(Caller.Owner owner, Scope scope) {
    java.util.Objects.requireNonNull(owner);
    return new ReadPermit(scope);
  }

  public Scope scope() {
    return scope;
  }
}
