package io.freehold.adapters.chain.gateway;

import io.freehold.application.port.RegistryIds;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.util.Optional;

/// The address behind a builder id, for grants that name the id alone. The gateway tells it, and
/// the id proves it, because the address went into the id (§4.2.6): a gateway cannot make a grant
/// out to somebody else (threat T12).
final class Grantees {
  private final GatewayClient client;
  private final RegistryIds ids;

  Grantees(GatewayClient client, RegistryIds ids) {
    this.client = client;
    this.ids = ids;
  }

  Optional<Address> find(BuilderId id) {
    Answer answer = client.get("builders", id.value());
    return answer.isNotFound()
        ? Optional.empty()
        : answer
            .read(found -> Optional.of(registration(found.data())))
            .filter(registration -> ids.idOf(registration).equals(id))
            .map(BuilderRegistration::grantee);
  }

  private static BuilderRegistration registration(Item data) {
    return new BuilderRegistration(
        data.address("ownerAddress", "owner"),
        data.address("granteeAddress"),
        data.text("publicKey"),
        data.text("appUrl"));
  }
}
