package io.freehold.benchmarks.parts;

import io.freehold.application.port.OwnerRecord;
import io.freehold.domain.Address;
import java.util.Optional;

/// A server that belongs to somebody.
record KnownOwner(Address owner) implements OwnerRecord {
  @Override
  public Optional<Address> find() {
    return Optional.of(owner);
  }

  @Override
  public boolean claim(Address other) {
    return false;
  }
}
