package io.freehold.domain.registry;

import io.freehold.domain.Address;
import java.util.EnumMap;
import java.util.Map;

/// Where signed messages are valid: the chain and the contracts that every EIP-712 domain names. A
/// signature for another chain or contract recovers to a stranger (threat T66).
public record ProtocolDomain(long chainId, Map<Contract, Address> contracts) {
  public static final String NAME = "Vana Data Portability";
  public static final String VERSION = "1";

  /// The Moksha test network.
  public static final ProtocolDomain MOKSHA =
      new ProtocolDomain(
          14800,
          Map.of(
              Contract.DATA_REGISTRY, new Address("0x8C8788f98385F6ba1adD4234e551ABba0f82Cb7C"),
              Contract.PERMISSIONS, new Address("0xD54523048AdD05b4d734aFaE7C68324Ebb7373eF"),
              Contract.SERVERS, new Address("0x1483B1F634DBA75AeaE60da7f01A679aabd5ee2c"),
              Contract.GRANTEES, new Address("0x8325C0A0948483EdA023A1A2Fd895e62C5131234"),
              Contract.PERMISSIONS_V2, new Address("0x4d3FA76064D88e0454cFc4CaD7e5FeC3e3124011")));

  public ProtocolDomain {
    var all = new EnumMap<Contract, Address>(Contract.class);
    all.putAll(contracts);
    all.put(Contract.NONE, Address.ZERO);
    for (Contract contract : Contract.values()) {
      if (!all.containsKey(contract)) {
        throw new IllegalArgumentException("no address for the contract " + contract);
      }
    }
    contracts = Map.copyOf(all);
  }

  public Address addressOf(Contract contract) {
    Address address = contracts.get(contract);
    if (address == null) {
      throw new IllegalStateException("no address for the contract " + contract);
    }
    return address;
  }
}
