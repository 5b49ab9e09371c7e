package io.freehold.domain.registry;

import java.util.List;
import java.util.regex.Pattern;

/// One member of an EIP-712 message.
///
/// @param type the Solidity type: `address`, `bytes32`, `string`, `uint256`, `string[]`,
///   `uint256[]`
/// @param value text, or a list of texts for an array; numbers in decimal or `0x` form
public record TypedField(String type, String name, Object value) {
  private static final int BYTES_BESIDE_A_TEXT = 48;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,77}|0x[0-9a-fA-F]{1,64}");

  /// Refuses what is no unsigned number of 256 bits. (Of the few that take 78 decimal digits none
  /// is in use; they can be written in `0x` form.)
  static void mustBeNumber(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a number is decimal digits, or 0x and hexadecimal digits");
    }
  }

  /// About how many bytes of memory the value takes, and not less.
  int bytes() {
    return value instanceof List<?> values
        ? values.stream().mapToInt(one -> BYTES_BESIDE_A_TEXT + bytes(one)).sum()
        : bytes(value);
  }

  private static int bytes(Object text) {
    return Character.BYTES * ((String) text).length();
  }

  static TypedField address(String name, io.freehold.domain.Address address) {
    return new TypedField("address", name, address.value());
  }

  static TypedField bytes32(String name, String value) {
    return new TypedField("bytes32", name, value);
  }

  static TypedField text(String name, String value) {
    return new TypedField("string", name, value);
  }

  static TypedField texts(String name, List<String> values) {
    return new TypedField("string[]", name, List.copyOf(values));
  }

  static TypedField number(String name, long value) {
    return new TypedField("uint256", name, Long.toString(value));
  }

  static TypedField numbers(String name, List<String> values) {
    return new TypedField("uint256[]", name, List.copyOf(values));
  }
}
