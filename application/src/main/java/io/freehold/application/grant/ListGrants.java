package io.freehold.application.grant;

import io.freehold.application.port.Grants;
import io.freehold.application.port.Revocations;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Caller;
import java.util.List;

/// Shows the owner all grants, the revoked and expired ones as well.
public final class ListGrants {
  private final Grants grants;
  private final GrantRevocations revocations;

  public ListGrants(Grants grants, Revocations revocations) {
    this.grants = grants;
    this.revocations = new GrantRevocations(revocations);
  }

  public List<SignedGrant> list(Caller.Owner owner) {
    return grants.grantedBy(owner.address()).stream()
        .map(grant -> revocations.revokedAt(grant).map(grant::revokedAt).orElse(grant))
        .toList();
  }
}
