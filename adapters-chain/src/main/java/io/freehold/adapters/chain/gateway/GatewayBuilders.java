package io.freehold.adapters.chain.gateway;

import io.freehold.adapters.chain.gateway.Remembered.Freshness;
import io.freehold.application.port.Builders;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.identity.Builder;
import java.util.Optional;

/// The builders of a remote gateway. A gateway that invents one gives it nothing: what a builder
/// may read is in grants, and those are believed for their signature.
final class GatewayBuilders implements Builders {
  private final GatewayClient client;
  private final Remembered<Address, Builder> remembered;

  GatewayBuilders(GatewayClient client, Freshness freshness) {
    this.client = client;
    this.remembered = new Remembered<>(freshness, GatewayBuilders::bytes);
  }

  @Override
  public Optional<Builder> find(Address address) {
    return remembered.find(address, () -> ask(address));
  }

  private Optional<Builder> ask(Address address) {
    Answer answer = client.get("builders", address.value());
    return answer.isNotFound()
        ? Optional.empty()
        : Optional.of(answer.read(found -> builder(found.data(), address)));
  }

  private static int bytes(Builder builder) {
    return Character.BYTES
        * (builder.id().value().length()
            + builder.publicKey().length()
            + builder.appUrl().length());
  }

  private static Builder builder(Item data, Address asked) {
    if (!data.address("granteeAddress").equals(asked)) {
      throw new IllegalArgumentException("the answer is about another builder");
    }
    return new Builder(
        new BuilderId(data.text("id", "builderId")),
        data.address("ownerAddress", "owner"),
        asked,
        data.text("publicKey"),
        data.text("appUrl"));
  }
}
