package io.freehold.builder.identity;

import static java.util.stream.Collectors.joining;

import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.TypedField;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// EIP-712 for the one message a builder signs, its registration (§4.2.5). Nothing else can be
/// signed: typed data that somebody else made up is not a builder's to sign (threat T66).
final class TypedData {
  private static final int WORD_BYTES = 32;

  private TypedData() {}

  static byte[] digest(BuilderRegistration message, ProtocolDomain domain) {
    byte[] separator =
        structHash(
            "EIP712Domain",
            List.of(
                new TypedField("string", "name", ProtocolDomain.NAME),
                new TypedField("string", "version", ProtocolDomain.VERSION),
                new TypedField("uint256", "chainId", Long.toString(domain.chainId())),
                new TypedField(
                    "address", "verifyingContract", domain.addressOf(message.contract()).value())));
    return Curve.keccak(
        new byte[] {0x19, 0x01}, separator, structHash(message.primaryType(), message.fields()));
  }

  private static byte[] structHash(String type, List<TypedField> fields) {
    byte[][] words = new byte[1 + fields.size()][];
    words[0] =
        hash(
            fields.stream()
                .map(field -> field.type() + " " + field.name())
                .collect(joining(",", type + "(", ")")));
    for (int i = 0; i < fields.size(); i++) {
      words[1 + i] = word(fields.get(i));
    }
    return Curve.keccak(words);
  }

  private static byte[] word(TypedField field) {
    String value = (String) field.value();
    return switch (field.type()) {
      case "address" -> leftPadded(value.substring(2));
      case "uint256" -> leftPadded(Long.toHexString(Long.parseLong(value)));
      case "string" -> hash(value);
      default -> throw new IllegalStateException("no encoding for the type " + field.type());
    };
  }

  private static byte[] leftPadded(String hex) {
    return HexFormat.of().parseHex("0".repeat(2 * WORD_BYTES - hex.length()) + hex);
  }

  private static byte[] hash(String text) {
    return Curve.keccak(text.getBytes(StandardCharsets.UTF_8));
  }
}
