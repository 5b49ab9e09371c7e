package io.freehold.domain;

/// The id of a file record in the DataRegistry (§4.2.6).
///
/// @param value `0x` and 64 lower-case hexadecimal digits
public record FileId(String value) {
  public FileId {
    value = HexText.of(value, 32, "a file id");
  }

  @Override
  public String toString() {
    return value;
  }
}
