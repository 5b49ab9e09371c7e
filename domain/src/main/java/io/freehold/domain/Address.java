package io.freehold.domain;

import org.jspecify.annotations.Nullable;

/// An Ethereum address, kept in lower case so that two spellings of one address are equal.
///
/// @param value `0x` and 40 lower-case hexadecimal digits
public record Address(String value) {
  /// What a failed recovery looks like in contracts; never a caller (threat T67).
  public static final Address ZERO = new Address("0x" + "0".repeat(40));

  public Address {
    value = HexText.of(value, 20, "an address");
  }

  /// Written out, because what the compiler leaves to the virtual machine is made anew at every
  /// start, and takes a twentieth of it.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
