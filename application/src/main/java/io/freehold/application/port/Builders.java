package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.identity.Builder;
import java.util.Optional;

/// The registered builders, as the Gateway knows them.
public interface Builders {
  /// By the address a builder signs with; empty when nobody registered it.
  Optional<Builder> find(Address address);
}
