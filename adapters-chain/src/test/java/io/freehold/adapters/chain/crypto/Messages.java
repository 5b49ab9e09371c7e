package io.freehold.adapters.chain.crypto;

import static io.freehold.adapters.chain.crypto.Vectors.address;
import static io.freehold.adapters.chain.crypto.Vectors.bytes32;
import static io.freehold.adapters.chain.crypto.Vectors.publicKey;

import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.registry.TypedField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The messages whose hashes and signatures are in `typed-data.json`.
final class Messages {
  static final String GRANT = Vectors.file("typed-data-inputs").get("grant").asText();
  static final String URL = Vectors.file("typed-data-inputs").get("url").asText();
  static final List<String> SCOPES = List.of("instagram.profile", "instagram.likes");
  static final Address SERVERS_V2 = contract("Servers", 2);

  static final ServerRegistration SERVER =
      new ServerRegistration(
          address("k0"), address("k2"), publicKey("k2"), "https://ps.example.com");
  static final BuilderRegistration BUILDER =
      new BuilderRegistration(
          address("k1"), address("k1"), publicKey("k1"), "https://app.example.com");
  static final FileRegistration FILE =
      new FileRegistration(address("k0"), URL, new SchemaId(bytes32(0x77)));
  static final GrantRegistration GRANT_REGISTRATION =
      new GrantRegistration(address("k0"), new BuilderId(bytes32(0x22)), GRANT, List.of());

  /// Those of which the domain has a type.
  static final Map<String, RegistryMessage> KNOWN =
      Map.of(
          "E1",
          SERVER,
          "E1b",
          SERVER,
          "E2",
          BUILDER,
          "E3",
          FILE,
          "E4",
          new FileDeletion(address("k0"), new FileId(bytes32(0x66))),
          "E5",
          GRANT_REGISTRATION,
          "E6",
          new GrantRevocation(address("k0"), new GrantId(bytes32(0x33))),
          "E7",
          specGrant(Contract.PERMISSIONS),
          "E7b",
          specGrant(Contract.NONE),
          "E8",
          new VersionedGrant(address("k0"), new BuilderId(bytes32(0x22)), SCOPES, 1, 0));

  private Messages() {}

  /// A message of the vectors, whether the domain has a type for it or not.
  record Any(String primaryType, List<TypedField> fields, Address contract) {
    byte[] structHash() {
      return TypedData.structHash(primaryType, fields);
    }

    byte[] digest() {
      return TypedData.digest(TypedData.separator(14800, contract), structHash());
    }
  }

  static Map<String, Any> all() {
    var all = new HashMap<String, Any>();
    KNOWN.forEach((name, message) -> all.put(name, any(message, domainOf(name))));
    all.put(
        "E9",
        new Any(
            "GrantRevocation",
            List.of(
                field("address", "grantorAddress", address("k0").value()),
                field("bytes32", "grantId", bytes32(0x33)),
                field("uint256", "grantVersion", "2")),
            contract("Permissions", 2)));
    all.put(
        "E10",
        new Any(
            "AddData",
            List.of(
                field("address", "ownerAddress", address("k0").value()),
                field("string", "scope", "instagram.profile"),
                field(
                    "bytes32",
                    "dataHash",
                    "0x2f6c82e1b51ad2755036d13049f0dd42ccca5277ca969b31b18cb462bb2fa4a0"),
                field(
                    "bytes32",
                    "metadataHash",
                    "0x6caf5214909cb5603dfb13c5e773c7f7a93bdf06fc8465e159dc1702bdf6ee10"),
                field("uint256", "expectedVersion", "1")),
            contract("DataRegistry", 2)));
    all.put(
        "E11",
        new Any(
            "RecordDataAccess",
            List.of(
                field("address", "ownerAddress", address("k0").value()),
                field("string", "scope", "instagram.profile"),
                field("uint256", "version", "1"),
                field("address", "accessor", address("k1").value()),
                field("bytes32", "recordId", bytes32(0x44))),
            contract("DataRegistry", 2)));
    all.put(
        "E12",
        new Any(
            "GenericPayment",
            List.of(
                field("address", "payerAddress", address("k1").value()),
                field("string", "opType", "grant"),
                field("bytes32", "opId", bytes32(0x33)),
                field("address", "asset", Address.ZERO.value()),
                field("uint256", "amount", "1000000000000000"),
                field("uint256", "paymentNonce", "7602092113920000001")),
            contract("Escrow", 2)));
    return all;
  }

  /// The domain a vector was made for; E1b belongs to the second generation's contract.
  static ProtocolDomain domainOf(String name) {
    return name.equals("E1b") ? with(Contract.SERVERS, SERVERS_V2) : ProtocolDomain.MOKSHA;
  }

  static ProtocolDomain with(Contract contract, Address address) {
    var contracts = new HashMap<>(ProtocolDomain.MOKSHA.contracts());
    contracts.put(contract, address);
    return new ProtocolDomain(ProtocolDomain.MOKSHA.chainId(), contracts);
  }

  static Address contract(String name, int generation) {
    return Vectors.file("typed-data-inputs")
        .get("separators")
        .valueStream()
        .filter(s -> s.get("contract").asText().equals(name))
        .filter(s -> s.get("generation").asInt() == generation)
        .map(s -> new Address(s.get("address").asText()))
        .findAny()
        .orElseThrow();
  }

  private static Any any(RegistryMessage message, ProtocolDomain domain) {
    return new Any(message.primaryType(), message.fields(), domain.addressOf(message.contract()));
  }

  private static SpecGrant specGrant(Contract contract) {
    return new SpecGrant(address("k0"), address("k1"), SCOPES, 0, 1, contract);
  }

  private static TypedField field(String type, String name, String value) {
    return new TypedField(type, name, value);
  }
}
