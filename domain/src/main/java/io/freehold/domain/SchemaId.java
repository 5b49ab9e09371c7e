package io.freehold.domain;

/// The id of a registered schema. Clients write it as a number (§4.2.5) or as 32 bytes; both encode
/// to the same ABI word, so one form stands for both.
///
/// @param value `0x` and 64 lower-case hexadecimal digits
public record SchemaId(String value) {
  public SchemaId {
    value = HexText.of(value, 32, "a schema id");
  }

  /// Reads `7`, `"7"` or `0x` and 64 hexadecimal digits.
  public static SchemaId parse(String text) {
    return text.matches("\\d{1,18}")
        ? new SchemaId("0x%064x".formatted(Long.parseLong(text)))
        : new SchemaId(text);
  }

  @Override
  public String toString() {
    return value;
  }
}
