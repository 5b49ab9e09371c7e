package io.freehold.adapters.chain.grant;

import io.freehold.application.port.GrantTexts;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a signed grant message says, in any of its forms.
public final class MessageTerms {
  private final GrantTexts texts;
  private final Function<BuilderId, Optional<Address>> granteeOf;

  /// @param granteeOf the address behind a builder id, for the form that names the id alone
  public MessageTerms(GrantTexts texts, Function<BuilderId, Optional<Address>> granteeOf) {
    this.texts = texts;
    this.granteeOf = granteeOf;
  }

  /// Empty when nobody knows whom the grant is made out to; an IllegalArgumentException says what
  /// is wrong with the terms.
  public Optional<GrantTerms> of(GrantMessage message) {
    return switch (message) {
      case GrantRegistration registration -> Optional.of(texts.parse(registration.grant()));
      case SpecGrant spec ->
          Optional.of(
              new GrantTerms(
                  spec.owner(),
                  spec.builder(),
                  patterns(spec.scopes()),
                  GrantTerms.expiry(spec.expiresAt()),
                  spec.nonce()));
      case VersionedGrant versioned ->
          granteeOf
              .apply(versioned.granteeId())
              .map(grantee ->
                  new GrantTerms(
                      versioned.owner(),
                      grantee,
                      patterns(versioned.scopes()),
                      GrantTerms.expiry(versioned.expiresAt()),
                      versioned.grantVersion()));
    };
  }

  private static List<ScopePattern> patterns(List<String> scopes) {
    return scopes.stream().map(ScopePattern::new).toList();
  }
}
