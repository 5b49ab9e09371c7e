package io.freehold.adapters.chain.crypto;

import io.freehold.domain.Address;
import java.util.HexFormat;

/// The mixed-case spelling of an address that wallets show (EIP-55): its capitals are a checksum.
public final class ChecksummedAddress {
  private ChecksummedAddress() {}

  public static String of(Address address) {
    String digits = address.value().substring(2);
    String hash = HexFormat.of().formatHex(Keccak256.hash(digits));
    var text = new StringBuilder("0x");
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      text.append(hash.charAt(i) >= '8' ? Character.toUpperCase(digit) : digit);
    }
    return text.toString();
  }
}
