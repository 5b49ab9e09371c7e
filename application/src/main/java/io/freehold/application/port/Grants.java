package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Builder;
import java.util.List;
import java.util.Optional;

/// The grants, as the Gateway keeps them. What it serves is not believed until `VerifyGrant` has
/// verified it.
public interface Grants {
  /// The grant with exactly this id.
  Optional<SignedGrant> find(GrantId id);

  /// All grants of a grantor, newest first, revoked and expired ones included.
  List<SignedGrant> grantedBy(Address grantor);

  /// All grants of a grantor to one builder.
  List<SignedGrant> grantedTo(Address grantor, Address grantee);

  /// Signs the terms with this server's key, has the Gateway record them, and returns the grant's
  /// id. The same terms again give the same id.
  GrantId create(GrantTerms terms, Builder grantee);

  /// Signs the revocation with this server's key and has the Gateway record it; done already is
  /// done.
  void revoke(GrantId id, Address grantor);
}
