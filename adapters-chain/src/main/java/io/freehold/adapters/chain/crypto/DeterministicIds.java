package io.freehold.adapters.chain.crypto;

import io.freehold.application.port.RegistryIds;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.ServerId;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.web3j.abi.datatypes.Type;

/// The ids of §4.2.6. Each is the hash of a contract's separator and a record's parameters, so that
/// whoever knows the record knows its id, on any machine.
public final class DeterministicIds implements RegistryIds {
  private static final byte[] DOMAIN_TYPE =
      Keccak256.hash("DataPortabilityDomain(uint256 chainId,address verifyingContract)");
  private static final Pattern UNCOMPRESSED = Pattern.compile("0x04[0-9a-fA-F]{128}");

  private final ProtocolDomain domain;
  private final Secp256k1 curve;

  public DeterministicIds(ProtocolDomain domain, Secp256k1 curve) {
    this.domain = domain;
    this.curve = curve;
  }

  @Override
  public BuilderId idOf(BuilderRegistration builder) {
    return new BuilderId(
        id(
            Contract.GRANTEES,
            Abi.address(builder.owner()),
            Abi.address(builder.grantee()),
            Abi.text(builder.publicKey())));
  }

  @Override
  public ServerId idOf(ServerRegistration server) {
    return new ServerId(
        id(
            Contract.SERVERS,
            Abi.address(server.server()),
            Abi.text(server.publicKey()),
            Abi.text(server.serverUrl())));
  }

  @Override
  public FileId idOf(FileRegistration file) {
    return new FileId(
        id(
            Contract.DATA_REGISTRY,
            Abi.address(file.owner()),
            Abi.text(file.url()),
            Abi.bytes32(file.schemaId().value())));
  }

  @Override
  public GrantId idOf(BuilderId grantee, String grant, List<String> fileIds) {
    return new GrantId(
        id(
            Contract.PERMISSIONS,
            Abi.bytes32(grantee.value()),
            Abi.text(grant),
            Abi.numbers(fileIds)));
  }

  @Override
  public SchemaId idOf(Scope scope, String definitionUrl) {
    return new SchemaId(
        id(Contract.DATA_REGISTRY, Abi.text(scope.value()), Abi.text(definitionUrl)));
  }

  @Override
  public Address addressOf(String publicKey) {
    return parsed(publicKey).address();
  }

  private PublicKey parsed(String publicKey) {
    if (!UNCOMPRESSED.matcher(publicKey).matches()) {
      throw refused();
    }
    return curve
        .parse(HexFormat.of().parseHex(publicKey, 2, publicKey.length()))
        .orElseThrow(DeterministicIds::refused);
  }

  private static RuntimeException refused() {
    return Problem.malformed(
            Problem.Subject.BODY,
            "publicKey is a point of secp256k1, written as 0x04 and 128 hexadecimal digits")
        .asException();
  }

  private String id(Contract contract, Type<?>... parameters) {
    Type<?>[] values =
        Stream.concat(Stream.of(Abi.bytes32(separator(contract))), Stream.of(parameters))
            .toArray(Type<?>[]::new);
    return "0x" + HexFormat.of().formatHex(Keccak256.hash(Abi.encode(values)));
  }

  byte[] separator(Contract contract) {
    return Keccak256.hash(
        Abi.encode(
            Abi.bytes32(DOMAIN_TYPE),
            Abi.number(Long.toString(domain.chainId())),
            Abi.address(domain.addressOf(contract))));
  }
}
