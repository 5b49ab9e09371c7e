package io.freehold.adapters.chain.gateway;

import io.freehold.adapters.chain.gateway.Remembered.Freshness;
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.Map;
import java.util.Optional;

/// The personal servers of a remote gateway. Whoever is a server of the owner can sign grants, so a
/// gateway's word is not enough: the owner's signature of the registration is checked here. Only
/// for this server's own key, which signs nothing without its owner, the word suffices (threat
/// T12).
final class GatewayServerRegistry implements ServerRegistry {
  private final GatewayClient client;
  private final Signatures signatures;
  private final Address self;
  private final Remembered<Pair, Boolean> remembered;

  private record Pair(Address server, Address owner) {}

  GatewayServerRegistry(
      GatewayClient client, Signatures signatures, Address self, Freshness freshness) {
    this.client = client;
    this.signatures = signatures;
    this.self = self;
    this.remembered = new Remembered<>(freshness, _ -> 0);
  }

  @Override
  public boolean isRegistered(Address server, Address owner) {
    var pair = new Pair(server, owner);
    return remembered
        .find(pair, () -> ask(pair) ? Optional.of(true) : Optional.empty())
        .isPresent();
  }

  @Override
  public void register(ServerRegistration registration, Signature ownerSignature) {
    Answer answer =
        client.post(
            Map.of(
                "ownerAddress", registration.owner().value(),
                "serverAddress", registration.server().value(),
                "publicKey", registration.publicKey(),
                "serverUrl", registration.serverUrl()),
            ownerSignature,
            "servers");
    if (answer.isForbidden()) {
      Address signer = signatures.signerOf(registration, ownerSignature).orElse(Address.ZERO);
      throw new Problem.SignerNotAllowed(signer, registration.owner()).asException();
    }
    if (!answer.isDone()) {
      throw Unavailable.because("the gateway refused the registration: " + answer.status());
    }
    remembered.forget(new Pair(registration.server(), registration.owner()));
  }

  private boolean ask(Pair pair) {
    Answer answer = client.get("servers", pair.server().value());
    return !answer.isNotFound() && answer.read(found -> says(found, pair));
  }

  /// Asked for an address that is no server, a gateway answers with a server of that owner: that is
  /// a no.
  private boolean says(Answer answer, Pair pair) {
    Item data = answer.data();
    return data.address("serverAddress").equals(pair.server())
        && data.address("ownerAddress", "owner").equals(pair.owner())
        && data.find("revokedAt", "deregisteredAt").isEmpty()
        && (pair.server().equals(self) || isSigned(answer, pair));
  }

  private boolean isSigned(Answer answer, Pair pair) {
    Item data = answer.data();
    var registration =
        new ServerRegistration(
            pair.owner(), pair.server(), data.text("publicKey"), data.text("serverUrl"));
    return answer
        .proof()
        .flatMap(proof -> proof.signature("userSignature"))
        .or(() -> data.signature("signature"))
        .flatMap(signature -> signatures.signerOf(registration, signature))
        .filter(pair.owner()::equals)
        .isPresent();
  }
}
