package io.freehold.adapters.chain.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.application.port.RegistryIds;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.util.Optional;

/// The address behind a builder id, for grants that name the id alone. The gateway tells it, and
/// the id proves it, because the address went into the id (§4.2.6): a gateway cannot make a grant
/// out to somebody else (threat T12). For the same reason what was once told is told for good.
final class Grantees {
  private final GatewayClient client;
  private final RegistryIds ids;
  private final Cache<BuilderId, Address> known;

  Grantees(GatewayClient client, RegistryIds ids, int rememberedMax) {
    this.client = client;
    this.ids = ids;
    this.known = Caffeine.newBuilder().maximumSize(rememberedMax).executor(Runnable::run).build();
  }

  Optional<Address> find(BuilderId id) {
    Optional<Address> found = Optional.ofNullable(known.getIfPresent(id));
    return found.isPresent() ? found : ask(id);
  }

  private Optional<Address> ask(BuilderId id) {
    Optional<Address> answer = proved(id);
    answer.ifPresent(address -> known.put(id, address));
    return answer;
  }

  private Optional<Address> proved(BuilderId id) {
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
