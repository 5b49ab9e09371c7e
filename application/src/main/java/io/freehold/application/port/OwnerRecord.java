package io.freehold.application.port;

import io.freehold.domain.Address;
import java.util.Optional;

/// Who this server belongs to.
public interface OwnerRecord {
  Optional<Address> find();

  /// False when the server belongs to somebody already; nothing is changed then.
  boolean claim(Address owner);
}
