package io.freehold.application.testing;

import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Scope;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A grant for a test, which changes what it is about and leaves the rest as it is: from the owner
/// to the builder, for `instagram.profile`, for ever.
public record SampleGrant(
    Address grantor,
    Address grantee,
    BuilderId granteeId,
    List<ScopePattern> scopes,
    Instant expiresAt,
    long nonce,
    Optional<Instant> revokedAt) {
  static SampleGrant ofTheOwnerToTheBuilder() {
    return new SampleGrant(
        Cast.OWNER,
        Cast.BUILDER,
        Cast.APP.id(),
        List.of(new ScopePattern(Cast.PROFILE.value())),
        Instant.MAX,
        1,
        Optional.empty());
  }

  public SampleGrant from(Address other) {
    return new SampleGrant(other, grantee, granteeId, scopes, expiresAt, nonce, revokedAt);
  }

  public SampleGrant to(Address other) {
    return new SampleGrant(grantor, other, granteeId, scopes, expiresAt, nonce, revokedAt);
  }

  public SampleGrant of(String... patterns) {
    List<ScopePattern> others = Stream.of(patterns).map(ScopePattern::new).toList();
    return new SampleGrant(grantor, grantee, granteeId, others, expiresAt, nonce, revokedAt);
  }

  public SampleGrant of(Scope scope) {
    return of(scope.value());
  }

  public SampleGrant expiringAt(Instant time) {
    return new SampleGrant(grantor, grantee, granteeId, scopes, time, nonce, revokedAt);
  }

  public SampleGrant withNonce(long other) {
    return new SampleGrant(grantor, grantee, granteeId, scopes, expiresAt, other, revokedAt);
  }

  public SampleGrant revokedAt(Instant time) {
    return new SampleGrant(
        grantor, grantee, granteeId, scopes, expiresAt, nonce, Optional.of(time));
  }

  public GrantTerms terms() {
    return new GrantTerms(grantor, grantee, scopes, expiresAt, nonce);
  }

  public GrantMessage message() {
    return new GrantRegistration(
        grantor, granteeId, new PlainGrantTexts().format(terms()), List.of());
  }

  public GrantId id() {
    return new GrantId(Hash.id(granteeId, new PlainGrantTexts().format(terms()), List.of()));
  }

  /// As a gateway would serve it.
  public SignedGrant signedBy(Signer signer) {
    return signedBy(signer, Cast.NOW);
  }

  public SignedGrant signedBy(Signer signer, Instant addedAt) {
    return new SignedGrant(
        id(), message(), terms(), signer.sign(message()), addedAt, revokedAt, ChainStatus.PENDING);
  }

  /// As if that signer's signature had been verified.
  public Grant verified(Signer signer) {
    return new Grant(id(), signedBy(signer).signatureId(), terms(), revokedAt);
  }
}
