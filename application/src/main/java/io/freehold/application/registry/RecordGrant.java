package io.freehold.application.registry;

import io.freehold.application.port.GrantTexts;
import io.freehold.application.port.Registry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.Signature;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/// Records a grant (`POST /v1/grants`) in any of the three forms that are signed in the wild, after
/// its signature, its terms and its grantee were checked against each other.
public final class RecordGrant {
  private final Registry registry;
  private final RegistryIds ids;
  private final GrantTexts texts;
  private final Authority authority;
  private final Nonces nonces;
  private final InstantSource clock;

  public RecordGrant(
      Registry registry,
      RegistryIds ids,
      GrantTexts texts,
      Signatures signatures,
      InstantSource clock) {
    this.registry = registry;
    this.ids = ids;
    this.texts = texts;
    this.authority = new Authority(signatures, registry);
    this.nonces = new Nonces(registry);
    this.clock = clock;
  }

  /// The grant's id. The same grant again is `AlreadyRegistered`, revoked or not.
  public GrantId record(GrantMessage grant, Signature signature, OptionalLong nonce) {
    Address signer = authority.mustSpeakForTheOwner(grant, signature);
    Entry<BuilderRegistration> grantee = granteeOf(grant);
    GrantTerms terms = termsOf(grant, grantee.message().grantee());
    if (!terms.grantor().equals(grant.owner())
        || !terms.grantee().equals(grantee.message().grantee())) {
      throw Problem.malformed(
              Subject.BODY, "the grant's user and builder are not its grantor and grantee")
          .asException();
    }
    GrantId id = idOf(grant, new BuilderId(grantee.id()), terms);
    if (registry.findGrant(id).isPresent()) {
      throw known(id);
    }
    nonces.use(grant.owner(), "addPermission", nonce);
    if (!registry.addGrant(
        Entry.pending(id.value(), grant, signature, signer, clock.instant()), terms.grantee())) {
      throw known(id);
    }
    return id;
  }

  private static RuntimeException known(GrantId id) {
    return new Problem.AlreadyRegistered("grant", id.value()).asException();
  }

  private Entry<BuilderRegistration> granteeOf(GrantMessage grant) {
    return switch (grant) {
      case GrantRegistration registration -> builder(registration.granteeId());
      case VersionedGrant versioned -> builder(versioned.granteeId());
      case SpecGrant spec ->
          registry
              .findBuilder(spec.builder())
              .orElseThrow(() -> new Problem.BuilderNotRegistered(spec.builder()).asException());
    };
  }

  private Entry<BuilderRegistration> builder(BuilderId id) {
    return registry
        .findBuilder(id)
        .orElseThrow(() -> new Problem.RecordNotFound("builder", id.value()).asException());
  }

  private GrantTerms termsOf(GrantMessage grant, Address grantee) {
    try {
      return switch (grant) {
        case GrantRegistration registration -> texts.parse(registration.grant());
        case SpecGrant spec ->
            new GrantTerms(
                spec.owner(),
                spec.builder(),
                patterns(spec.scopes()),
                GrantTerms.expiry(spec.expiresAt()),
                spec.nonce());
        case VersionedGrant versioned ->
            new GrantTerms(
                versioned.owner(),
                grantee,
                patterns(versioned.scopes()),
                GrantTerms.expiry(versioned.expiresAt()),
                versioned.grantVersion());
      };
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(Subject.BODY, String.valueOf(e.getMessage())).asException(e);
    }
  }

  private GrantId idOf(GrantMessage grant, BuilderId grantee, GrantTerms terms) {
    return switch (grant) {
      case GrantRegistration registration ->
          ids.idOf(grantee, registration.grant(), registration.fileIds());
      case SpecGrant _, VersionedGrant _ -> ids.idOf(grantee, texts.format(terms), List.of());
    };
  }

  private static List<ScopePattern> patterns(List<String> scopes) {
    return scopes.stream().map(ScopePattern::new).toList();
  }
}
