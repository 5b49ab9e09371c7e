package io.freehold.domain;

/// The id of a grant: the on-chain permission id (§4.2.6).
///
/// @param value `0x` and 64 lower-case hexadecimal digits
public record GrantId(String value) {
  public GrantId {
    value = HexText.of(value, 32, "a grant id");
  }

  @Override
  public String toString() {
    return value;
  }
}
