package io.freehold.application.testing;

import io.freehold.application.port.Grants;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Builder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The grants of a gateway that believes whatever it is told, and that can be cut off.
public final class InMemoryGrants implements Grants {
  private final Map<GrantId, SignedGrant> grants = new LinkedHashMap<>();
  private final Signer serverKey;
  private final InstantSource clock;
  private boolean isReachable = true;

  public InMemoryGrants(Signer serverKey, InstantSource clock) {
    this.serverKey = serverKey;
    this.clock = clock;
  }

  /// With the server's key and the fixed clock of the cast.
  public static InMemoryGrants of(SignedGrant... recorded) {
    var grants = new InMemoryGrants(Cast.SERVER_KEY, Cast.CLOCK);
    for (SignedGrant grant : recorded) {
      grants.add(grant);
    }
    return grants;
  }

  /// Serves this grant from now on, verified or not.
  public synchronized void add(SignedGrant grant) {
    grants.put(grant.id(), grant);
  }

  /// From now on every call is refused as `ServiceUnavailable`.
  public synchronized void goDown() {
    isReachable = false;
  }

  public synchronized void comeBack() {
    isReachable = true;
  }

  @Override
  public synchronized Optional<SignedGrant> find(GrantId id) {
    mustBeReachable();
    return Optional.ofNullable(grants.get(id));
  }

  @Override
  public synchronized List<SignedGrant> grantedBy(Address grantor) {
    mustBeReachable();
    return newestFirst(grant -> grant.terms().grantor().equals(grantor));
  }

  @Override
  public synchronized List<SignedGrant> grantedTo(Address grantor, Address grantee) {
    mustBeReachable();
    return newestFirst(grant ->
        grant.terms().grantor().equals(grantor) && grant.terms().grantee().equals(grantee));
  }

  @Override
  public synchronized GrantId create(GrantTerms terms, Builder grantee) {
    mustBeReachable();
    SignedGrant grant =
        new SampleGrant(
                terms.grantor(),
                grantee.address(),
                grantee.id(),
                terms.scopes(),
                terms.expiresAt(),
                terms.nonce(),
                Optional.empty())
            .signedBy(serverKey, clock.instant());
    grants.putIfAbsent(grant.id(), grant);
    return grant.id();
  }

  @Override
  public synchronized void revoke(GrantId id, Address grantor) {
    mustBeReachable();
    SignedGrant grant =
        Optional.ofNullable(grants.get(id))
            .filter(found -> found.terms().grantor().equals(grantor))
            .orElseThrow(() -> new Problem.GrantNotFound(id).asException());
    if (grant.revokedAt().isEmpty()) {
      grants.put(id, grant.revokedAt(clock.instant()));
    }
  }

  private List<SignedGrant> newestFirst(Predicate<SignedGrant> which) {
    return List.copyOf(grants.values()).reversed().stream().filter(which).toList();
  }

  private void mustBeReachable() {
    if (!isReachable) {
      throw new Problem.ServiceUnavailable(
              Problem.Cause.GATEWAY, "The gateway cannot be reached", Duration.ofSeconds(1))
          .asException();
    }
  }
}
