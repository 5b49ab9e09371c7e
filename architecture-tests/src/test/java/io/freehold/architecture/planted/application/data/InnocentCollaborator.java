package io.freehold.architecture.planted.application.data;

import io.freehold.architecture.planted.application.grant.VerifyGrant;
import io.freehold.architecture.planted.domain.grant.SignedGrant;

/// Helps the use cases of its package, and nobody else.
public final class InnocentCollaborator {
  private final VerifyGrant verifyGrant;

  public InnocentCollaborator(VerifyGrant verifyGrant) {
    this.verifyGrant = verifyGrant;
  }

  boolean mayRead() {
    return !verifyGrant.verify(new SignedGrant("")).innocent().isEmpty();
  }
}
