package io.freehold.adapters.http.pace;

import java.net.InetAddress;
import java.util.Optional;

/// A block of network addresses, such as `10.0.0.0/8`; an address alone is a block of one.
record AddressBlock(InetAddress base, int prefixBits) {
  AddressBlock {
    int bits = base.getAddress().length * Byte.SIZE;
    if (prefixBits < 0 || prefixBits > bits) {
      throw new IllegalArgumentException("a block of addresses ends in / and 0 to " + bits);
    }
  }

  static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    InetAddress base =
        literal(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "a trusted proxy is an address or a block like 10.0.0.0/8, not: " + text));
    return new AddressBlock(
        base,
        slash < 0
            ? base.getAddress().length * Byte.SIZE
            : Integer.parseInt(text.substring(slash + 1)));
  }

  /// Reads an address without ever asking a name server; four numbers, or version 6 without a zone.
  static Optional<InetAddress> literal(String text) {
    if (text.indexOf('%') >= 0) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      return Optional.of(address)
          .filter(_ -> text.indexOf(':') >= 0 || address.getHostAddress().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] theirs = address.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if ((mine[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }
}
