package io.freehold.benchmarks.parts;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.GrantId;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.ProtocolDomain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An owner, a builder, and the grant between them, with keys every development tool publishes.
final class Grants {
  static final Instant NOW = Instant.parse("2026-01-21T10:00:00Z");
  static final ChainAdapter CHAIN = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
  static final Signer OWNER =
      CHAIN.signer(
          new Secret("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
  static final Signer READER =
      CHAIN.signer(
          new Secret("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"));
  static final BuilderId READER_ID = new BuilderId("0x" + "7".repeat(64));
  static final GrantId GRANT_ID = new GrantId("0x" + "3".repeat(64));

  private Grants() {}

  static Builder reader() {
    Address address = READER.address();
    return new Builder(
        READER_ID, address, address, READER.publicKey(), "https://reader.example.com");
  }

  static GrantRegistration message() {
    return new GrantRegistration(
        OWNER.address(), READER_ID, CHAIN.grantTexts().format(terms()), List.of());
  }

  static GrantTerms terms() {
    return new GrantTerms(
        OWNER.address(),
        READER.address(),
        List.of(new ScopePattern("instagram.profile"), new ScopePattern("chatgpt.*")),
        Instant.MAX,
        1);
  }

  static SignedGrant signed() {
    GrantRegistration message = message();
    return new SignedGrant(
        GRANT_ID,
        message,
        terms(),
        OWNER.sign(message),
        NOW,
        Optional.empty(),
        ChainStatus.PENDING);
  }
}
