package io.freehold.domain.grant;

import io.freehold.domain.GrantId;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Caller;
import java.util.List;

/// Proof that one scope may be read. Only a grant or the owner can give one, and no data is found
/// without it.
public final class ReadPermit {
  private final Scope scope;
  private final List<GrantId> endsWith;

  ReadPermit(Scope scope, List<GrantId> endsWith) {
    this.scope = scope;
    this.endsWith = List.copyOf(endsWith);
  }

  /// The owner reads what is the owner's.
  public static ReadPermit of(Caller.Owner owner, Scope scope) {
    java.util.Objects.requireNonNull(owner);
    return new ReadPermit(scope, List.of());
  }

  public Scope scope() {
    return scope;
  }

  /// The permit is worth nothing once one of these is revoked, of which the first is the id it was
  /// asked for by; the owner's ends with none.
  public List<GrantId> endsWith() {
    return endsWith;
  }
}
