package io.freehold.adapters.chain.crypto;

import io.freehold.domain.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

/// The contracts' own encoding of values, `abi.encode`. The packed form is never used: in it, two
/// different lists of values can look the same (§4.2.6).
final class Abi {
  private Abi() {}

  /// The values, one after the other, with the dynamic ones at the end.
  @SuppressWarnings("rawtypes") // the encoder's own signature
  static byte[] encode(Type<?>... values) {
    return HexFormat.of()
        .parseHex(new DefaultFunctionEncoder().encodeParameters(Arrays.<Type>asList(values)));
  }

  /// The 32 bytes of a value of fixed size.
  static byte[] word(Type<?> value) {
    return HexFormat.of().parseHex(TypeEncoder.encode(value));
  }

  static Type<?> address(Address address) {
    return new org.web3j.abi.datatypes.Address(address.value());
  }

  static Type<?> bytes32(byte[] bytes) {
    return new Bytes32(bytes);
  }

  /// @param text `0x` and 64 hexadecimal digits
  static Type<?> bytes32(String text) {
    return new Bytes32(HexFormat.of().parseHex(text, 2, text.length()));
  }

  static Type<?> text(String text) {
    return new Utf8String(text);
  }

  /// @param text decimal digits, or `0x` and hexadecimal digits
  static Type<?> number(String text) {
    return uint256(text);
  }

  static Type<?> numbers(List<String> texts) {
    return new DynamicArray<>(Uint256.class, texts.stream().map(Abi::uint256).toList());
  }

  private static Uint256 uint256(String text) {
    return new Uint256(
        text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text));
  }
}
