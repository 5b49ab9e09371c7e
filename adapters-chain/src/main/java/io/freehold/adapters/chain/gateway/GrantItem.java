package io.freehold.adapters.chain.gateway;

import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Signature;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A grant as gateways write it down, in any of the forms that are signed.
record GrantItem(Item item) {
  GrantId id() {
    return new GrantId(item.text("id", "grantId"));
  }

  Optional<Signature> signature() {
    return item.signature("signature", "userSignature");
  }

  /// The form follows from the members: a version is in one form only, and the form of §5.3 says
  /// its name, because its record shows a grant text as well.
  GrantMessage message() {
    if (item.find("grantVersion").isPresent()) {
      return versioned();
    }
    boolean isSpec =
        item.find("primaryType").filter(type -> type.text().equals("Grant")).isPresent();
    return isSpec || item.find("grant").isEmpty() ? spec() : registration();
  }

  private GrantMessage registration() {
    return new GrantRegistration(
        grantor(),
        new BuilderId(item.text("granteeId")),
        item.text("grant"),
        item.find("fileIds")
            .map(ids -> ids.items().map(Item::numberText).toList())
            .orElse(List.of()));
  }

  private GrantMessage versioned() {
    return new VersionedGrant(
        grantor(),
        new BuilderId(item.text("granteeId")),
        item.get("scopes").texts(),
        item.get("grantVersion").number(),
        expiresAt());
  }

  private GrantMessage spec() {
    boolean isForNoContract =
        item.find("verifyingContract")
            .filter(contract -> new Address(contract.text()).equals(Address.ZERO))
            .isPresent();
    return new SpecGrant(
        grantor(),
        item.address("builder", "granteeAddress"),
        item.get("scopes").texts(),
        expiresAt(),
        item.get("nonce").number(),
        isForNoContract ? Contract.NONE : Contract.PERMISSIONS);
  }

  private Address grantor() {
    return item.address("grantorAddress", "user");
  }

  /// Seconds, as a number or a text; a time; or null for never.
  private long expiresAt() {
    return item.find("expiresAt")
        .map(at ->
            at.node().isString() && !at.text().matches("\\d{1,18}")
                ? at.time().getEpochSecond()
                : at.number())
        .orElse(0L);
  }

  SignedGrant signed(GrantMessage message, GrantTerms terms, Signature signature) {
    return new SignedGrant(id(), message, terms, signature, addedAt(), revokedAt(), status());
  }

  private Instant addedAt() {
    return item.find("addedAt", "createdAt").map(Item::time).orElse(Instant.EPOCH);
  }

  private Optional<Instant> revokedAt() {
    return item.find("revokedAt")
        .map(Item::time)
        .or(() -> statusText().equals("revoked") ? Optional.of(addedAt()) : Optional.empty());
  }

  private ChainStatus status() {
    return statusText().equals("confirmed") ? ChainStatus.CONFIRMED : ChainStatus.PENDING;
  }

  private String statusText() {
    return item.find("status").map(Item::text).orElse("");
  }
}
