package io.freehold.application.testing;

import io.freehold.application.port.OwnerRecord;
import io.freehold.domain.Address;
import java.util.Optional;

/// An owner, once there is one.
public final class InMemoryOwnerRecord implements OwnerRecord {
  private Optional<Address> owner = Optional.empty();

  public static InMemoryOwnerRecord of(Address owner) {
    var ownerRecord = new InMemoryOwnerRecord();
    var _ = ownerRecord.claim(owner);
    return ownerRecord;
  }

  @Override
  public synchronized Optional<Address> find() {
    return owner;
  }

  @Override
  public synchronized boolean claim(Address claimant) {
    boolean isFree = owner.isEmpty();
    if (isFree) {
      owner = Optional.of(claimant);
    }
    return isFree;
  }
}
