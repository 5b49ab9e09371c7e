package io.freehold.application.testing;

import io.freehold.application.port.Builders;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Builder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Builders by the address they sign with.
public final class InMemoryBuilders implements Builders {
  private final Map<Address, Builder> builders = new HashMap<>();

  public static InMemoryBuilders of(Builder... registered) {
    var builders = new InMemoryBuilders();
    for (Builder builder : registered) {
      builders.add(builder);
    }
    return builders;
  }

  public synchronized void add(Builder builder) {
    builders.put(builder.address(), builder);
  }

  @Override
  public synchronized Optional<Builder> find(Address address) {
    return Optional.ofNullable(builders.get(address));
  }
}
