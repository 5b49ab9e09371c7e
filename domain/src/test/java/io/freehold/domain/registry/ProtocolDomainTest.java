package io.freehold.domain.registry;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtocolDomainTest {
  @Test
  void knowsTheContractsOfTheTestNetwork() {
    assertThat(ProtocolDomain.MOKSHA.chainId()).isEqualTo(14800);
    assertThat(ProtocolDomain.MOKSHA.addressOf(Contract.PERMISSIONS))
        .isEqualTo(new Address("0xD54523048AdD05b4d734aFaE7C68324Ebb7373eF"));
    assertThat(ProtocolDomain.MOKSHA.addressOf(Contract.DATA_REGISTRY))
        .isEqualTo(new Address("0x8C8788f98385F6ba1adD4234e551ABba0f82Cb7C"));
    assertThat(ProtocolDomain.MOKSHA.addressOf(Contract.SERVERS))
        .isEqualTo(new Address("0x1483B1F634DBA75AeaE60da7f01A679aabd5ee2c"));
    assertThat(ProtocolDomain.MOKSHA.addressOf(Contract.GRANTEES))
        .isEqualTo(new Address("0x8325C0A0948483EdA023A1A2Fd895e62C5131234"));
    assertThat(ProtocolDomain.MOKSHA.addressOf(Contract.PERMISSIONS_V2))
        .isEqualTo(new Address("0x4d3FA76064D88e0454cFc4CaD7e5FeC3e3124011"));
  }

  @Test
  void hasTheZeroAddressForNoContract() {
    assertThat(ProtocolDomain.MOKSHA.addressOf(Contract.NONE)).isEqualTo(Address.ZERO);

    var domain = withOther(Contract.NONE, new Address("0x" + "1".repeat(40)));
    assertThat(domain.addressOf(Contract.NONE)).isEqualTo(Address.ZERO);
  }

  @Test
  void needsAnAddressForEveryContract() {
    var contracts = new HashMap<>(ProtocolDomain.MOKSHA.contracts());
    contracts.remove(Contract.SERVERS);

    assertImpossible(() -> new ProtocolDomain(14800, contracts));
    assertImpossible(() -> new ProtocolDomain(14800, Map.of()));
  }

  private static ProtocolDomain withOther(Contract contract, Address address) {
    var contracts = new HashMap<>(ProtocolDomain.MOKSHA.contracts());
    contracts.put(contract, address);
    return new ProtocolDomain(1480, contracts);
  }
}
