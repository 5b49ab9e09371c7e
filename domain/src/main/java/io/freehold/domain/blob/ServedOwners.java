package io.freehold.domain.blob;

import io.freehold.domain.Address;
import java.util.Optional;
import java.util.Set;

/// For whom blobs are kept, beside the owner of this server. Whoever can make a key can sign, so
/// serving everybody gives the disk to everybody.
public record ServedOwners(boolean isEverybody, Set<Address> others) {
  public static final ServedOwners OWN_ALONE = new ServedOwners(false, Set.of());

  public ServedOwners {
    others = Set.copyOf(others);
  }

  /// @param own who this server belongs to
  public boolean include(Address owner, Optional<Address> own) {
    return isEverybody || others.contains(owner) || own.filter(owner::equals).isPresent();
  }
}
