package io.freehold.adapters.chain.crypto;

import static java.util.stream.Collectors.joining;

import io.freehold.domain.Address;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import io.freehold.domain.registry.TypedField;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a wallet signs of a registry message (EIP-712, §4.2.5): the hash of the message in the
/// domain of its chain and contract.
public final class TypedData {
  private static final byte[] PREFIX = {0x19, 0x01};

  private final Map<Contract, byte[]> separators = new EnumMap<>(Contract.class);

  public TypedData(ProtocolDomain domain) {
    for (Contract contract : Contract.values()) {
      separators.put(contract, separator(domain.chainId(), domain.addressOf(contract)));
    }
  }

  public byte[] digest(RegistryMessage message) {
    return digest(
        separators.getOrDefault(message.contract(), new byte[0]),
        structHash(message.primaryType(), message.fields()));
  }

  static byte[] digest(byte[] separator, byte[] structHash) {
    return Keccak256.hash(PREFIX, separator, structHash);
  }

  static byte[] separator(long chainId, Address contract) {
    return structHash("EIP712Domain", domainFields(chainId, contract));
  }

  static List<TypedField> domainFields(long chainId, Address contract) {
    return List.of(
        new TypedField("string", "name", ProtocolDomain.NAME),
        new TypedField("string", "version", ProtocolDomain.VERSION),
        new TypedField("uint256", "chainId", Long.toString(chainId)),
        new TypedField("address", "verifyingContract", contract.value()));
  }

  static byte[] structHash(String primaryType, List<TypedField> fields) {
    byte[][] words = new byte[1 + fields.size()][];
    words[0] = Keccak256.hash(typeText(primaryType, fields));
    for (int i = 0; i < fields.size(); i++) {
      words[1 + i] = word(fields.get(i));
    }
    return Keccak256.hash(words);
  }

  /// The type as EIP-712 writes it, such as `FileDeletion(address ownerAddress,bytes32 fileId)`.
  static String typeText(String primaryType, List<TypedField> fields) {
    return fields.stream()
        .map(field -> field.type() + " " + field.name())
        .collect(joining(",", primaryType + "(", ")"));
  }

  private static byte[] word(TypedField field) {
    return switch (field.type()) {
      case "address" -> Abi.word(Abi.address(new Address(text(field))));
      case "bytes32" -> Abi.word(Abi.bytes32(text(field)));
      case "uint256" -> Abi.word(Abi.number(text(field)));
      case "string" -> Keccak256.hash(text(field));
      case "string[]" -> hashOfAll(field, Keccak256::hash);
      case "uint256[]" -> hashOfAll(field, number -> Abi.word(Abi.number(number)));
      default -> throw new IllegalStateException("no encoding for the type " + field.type());
    };
  }

  private static String text(TypedField field) {
    return (String) field.value();
  }

  private static byte[] hashOfAll(TypedField field, Function<String, byte[]> word) {
    return Keccak256.hash(
        ((List<?>) field.value())
            .stream().map(item -> word.apply((String) item)).toArray(byte[][]::new));
  }
}
