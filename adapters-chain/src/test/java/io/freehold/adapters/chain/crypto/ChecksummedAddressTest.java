package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksummedAddressTest {
  /// The first eight are the examples of EIP-55.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
        "0x0000000000000000000000000000000000000000"
      })
  void spellsAnAddressAsWalletsDo(String checksummed) {
    assertThat(ChecksummedAddress.of(new Address(checksummed.toLowerCase().replace("0X", "0x"))))
        .isEqualTo(checksummed);
  }
}
