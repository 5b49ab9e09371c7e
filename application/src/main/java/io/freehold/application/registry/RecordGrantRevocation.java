package io.freehold.application.registry;

import io.freehold.application.port.Registry;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import java.time.InstantSource;
import java.util.OptionalLong;

/// Records the end of a grant (`DELETE /v1/grants/{grantId}`); the record itself stays.
public final class RecordGrantRevocation {
  private final Registry registry;
  private final Authority authority;
  private final Nonces nonces;
  private final InstantSource clock;

  public RecordGrantRevocation(Registry registry, Signatures signatures, InstantSource clock) {
    this.registry = registry;
    this.authority = new Authority(signatures, registry);
    this.nonces = new Nonces(registry);
    this.clock = clock;
  }

  /// A second revocation is `AlreadyRegistered`.
  public void record(GrantRevocation revocation, Signature signature, OptionalLong nonce) {
    authority.mustSpeakForTheOwner(revocation, signature);
    Entry<GrantMessage> grant =
        registry
            .findGrant(revocation.grantId())
            .filter(found -> found.message().owner().equals(revocation.owner()))
            .orElseThrow(() -> new Problem.GrantNotFound(revocation.grantId()).asException());
    if (grant.isRemoved()) {
      throw known(grant.id());
    }
    nonces.use(revocation.owner(), "revokePermission", nonce);
    if (!registry.removeGrant(revocation.grantId(), new Removal(clock.instant(), signature))) {
      throw known(grant.id());
    }
  }

  private static RuntimeException known(String id) {
    return new Problem.AlreadyRegistered("revocation", id).asException();
  }
}
