package io.freehold.architecture.planted.application.data;

import io.freehold.architecture.planted.domain.grant.Grant;
import io.freehold.architecture.planted.domain.grant.SignedGrant;

/// A use case that believes a grant unverified.
public final class BelievesAnything {
  public Grant act(SignedGrant signed) {
    return signed.believed();
  }
}
