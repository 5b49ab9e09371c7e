package io.freehold.domain;

/// An Ethereum address, kept in lower case so that two spellings of one address are equal.
///
/// @param value `0x` and 40 lower-case hexadecimal digits
public record Address(String value) {
  /// What a failed recovery looks like in contracts; never a caller (threat T67).
  public static final Address ZERO = new Address("0x" + "0".repeat(40));

  public Address {
    value = HexText.of(value, 20, "an address");
  }

  @Override
  public String toString() {
    return value;
  }
}
