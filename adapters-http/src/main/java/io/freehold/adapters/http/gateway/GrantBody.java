package io.freehold.adapters.http.gateway;

import static io.freehold.adapters.http.gateway.SignedWrite.malformed;

import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import java.util.List;
import java.util.OptionalLong;

/// A grant as a body carries it, in one of the three forms that are signed: a grant text, the
/// second generation's version, or the members of §5.3.
record GrantBody(SignedWrite write) {
  /// What may have been signed, the likelier first: grants of §5.3 were made for the permissions
  /// contract and, by early servers, for no contract.
  List<GrantMessage> messages() {
    return write.message(() -> {
      JsonMembers body = write.body();
      if (body.has("grant")) {
        return List.of(registration());
      }
      return body.has("grantVersion")
          ? List.of(versioned())
          : List.of(spec(Contract.PERMISSIONS), spec(Contract.NONE));
    });
  }

  /// In the form of §5.3 the nonce is the grant's own, and signed with it.
  OptionalLong gatewayNonce() {
    boolean isSpec = !write.body().has("grant") && !write.body().has("grantVersion");
    return isSpec ? OptionalLong.empty() : write.nonce();
  }

  private GrantMessage registration() {
    JsonMembers body = write.body();
    return new GrantRegistration(
        grantor(),
        body.parsed("granteeId", BuilderId::new),
        body.text("grant"),
        body.has("fileIds") ? body.digits("fileIds") : List.of());
  }

  private GrantMessage versioned() {
    return new VersionedGrant(
        grantor(),
        write.body().parsed("granteeId", BuilderId::new),
        scopes(),
        number("grantVersion"),
        number("expiresAt"));
  }

  private GrantMessage spec(Contract contract) {
    return new SpecGrant(
        grantor(),
        write.address("builder"),
        scopes(),
        number("expiresAt"),
        number("nonce"),
        contract);
  }

  private Address grantor() {
    return write.owner("grantorAddress", "user", "ownerAddress", "userAddress");
  }

  private List<String> scopes() {
    List<ScopePattern> scopes = write.body().list("scopes", ScopePattern::new);
    if (scopes.isEmpty() || scopes.size() > GrantTerms.SCOPES_MAX) {
      throw malformed("scopes: 1 to " + GrantTerms.SCOPES_MAX + " scopes are wanted");
    }
    return scopes.stream().map(ScopePattern::value).toList();
  }

  private long number(String name) {
    long number = write.body().numberOrDigits(name).orElse(0);
    if (number < 0) {
      throw malformed(name + ": a number that is not negative is wanted");
    }
    return number;
  }
}
