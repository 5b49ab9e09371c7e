package io.freehold.architecture.planted.application.grant;

import io.freehold.architecture.planted.domain.grant.Grant;
import io.freehold.architecture.planted.domain.grant.SignedGrant;

/// Innocent: it alone may believe a grant.
public final class VerifyGrant {
  public Grant verify(SignedGrant signed) {
    return signed.believed();
  }
}
