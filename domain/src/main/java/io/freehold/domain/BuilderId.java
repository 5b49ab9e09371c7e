package io.freehold.domain;

/// The id of a registered builder (§4.2.6).
///
/// @param value `0x` and 64 lower-case hexadecimal digits
public record BuilderId(String value) {
  public BuilderId {
    value = HexText.of(value, 32, "a builder id");
  }

  @Override
  public String toString() {
    return value;
  }
}
