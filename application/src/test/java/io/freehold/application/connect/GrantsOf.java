package io.freehold.application.connect;

import io.freehold.application.port.Grants;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Builder;
import java.util.List;
import java.util.Optional;

/// Passes everything on, but for what a test makes it do otherwise.
class GrantsOf implements Grants {
  private final Grants target;

  GrantsOf(Grants target) {
    this.target = target;
  }

  @Override
  public Optional<SignedGrant> find(GrantId id) {
    return target.find(id);
  }

  @Override
  public List<SignedGrant> grantedBy(Address grantor) {
    return target.grantedBy(grantor);
  }

  @Override
  public List<SignedGrant> grantedTo(Address grantor, Address grantee) {
    return target.grantedTo(grantor, grantee);
  }

  @Override
  public GrantId create(GrantTerms terms, Builder grantee) {
    return target.create(terms, grantee);
  }

  @Override
  public void revoke(GrantId id, Address grantor) {
    target.revoke(id, grantor);
  }
}
