package io.freehold.domain;

/// The id of a registered personal server (§4.2.6).
///
/// @param value `0x` and 64 lower-case hexadecimal digits
public record ServerId(String value) {
  public ServerId {
    value = HexText.of(value, 32, "a server id");
  }

  @Override
  public String toString() {
    return value;
  }
}
