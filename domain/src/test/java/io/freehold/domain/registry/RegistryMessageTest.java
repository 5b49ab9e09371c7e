package io.freehold.domain.registry;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegistryMessageTest {
  private static final Address OWNER = new Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Address BUILDER = new Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
  private static final Address SERVER = new Address("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
  private static final BuilderId BUILDER_ID = new BuilderId("0x" + "22".repeat(32));
  private static final List<String> SCOPES = List.of("instagram.profile", "instagram.likes");

  private static final RegistryMessage SERVER_REGISTRATION =
      new ServerRegistration(OWNER, SERVER, "0x04", "https://ps.example.com");
  private static final RegistryMessage BUILDER_REGISTRATION =
      new BuilderRegistration(BUILDER, BUILDER, "0x04", "https://app.example.com");
  private static final RegistryMessage FILE_REGISTRATION =
      new FileRegistration(OWNER, "https://storage.example", SchemaId.parse("7"));
  private static final RegistryMessage FILE_DELETION =
      new FileDeletion(OWNER, new FileId("0x" + "66".repeat(32)));
  private static final RegistryMessage GRANT_REGISTRATION =
      new GrantRegistration(OWNER, BUILDER_ID, "{}", List.of());
  private static final RegistryMessage GRANT_REVOCATION =
      new GrantRevocation(OWNER, new GrantId("0x" + "33".repeat(32)));
  private static final RegistryMessage SPEC_GRANT =
      new SpecGrant(OWNER, BUILDER, SCOPES, 0, 1, Contract.PERMISSIONS);
  private static final RegistryMessage VERSIONED_GRANT =
      new VersionedGrant(OWNER, BUILDER_ID, SCOPES, 1, 0);

  static Stream<Arguments> typesAndContracts() {
    return Stream.of(
        Arguments.of(
            SERVER_REGISTRATION,
            "ServerRegistration(address ownerAddress,address serverAddress,string publicKey"
                + ",string serverUrl)",
            Contract.SERVERS),
        Arguments.of(
            BUILDER_REGISTRATION,
            "BuilderRegistration(address ownerAddress,address granteeAddress,string publicKey"
                + ",string appUrl)",
            Contract.GRANTEES),
        Arguments.of(
            FILE_REGISTRATION,
            "FileRegistration(address ownerAddress,string url,bytes32 schemaId)",
            Contract.DATA_REGISTRY),
        Arguments.of(
            FILE_DELETION,
            "FileDeletion(address ownerAddress,bytes32 fileId)",
            Contract.DATA_REGISTRY),
        Arguments.of(
            GRANT_REGISTRATION,
            "GrantRegistration(address grantorAddress,bytes32 granteeId,string grant"
                + ",uint256[] fileIds)",
            Contract.PERMISSIONS),
        Arguments.of(
            GRANT_REVOCATION,
            "GrantRevocation(address grantorAddress,bytes32 grantId)",
            Contract.PERMISSIONS),
        Arguments.of(
            SPEC_GRANT,
            "Grant(address user,address builder,string[] scopes,uint256 expiresAt,uint256 nonce)",
            Contract.PERMISSIONS),
        Arguments.of(
            VERSIONED_GRANT,
            "GrantRegistration(address grantorAddress,bytes32 granteeId,string[] scopes"
                + ",uint256 grantVersion,uint256 expiresAt)",
            Contract.PERMISSIONS_V2));
  }

  @ParameterizedTest
  @MethodSource("typesAndContracts")
  void hasTheTypeThatClientsSign(RegistryMessage message, String type, Contract contract) {
    assertThat(typeOf(message)).isEqualTo(type);
    assertThat(message.contract()).isEqualTo(contract);
  }

  @ParameterizedTest
  @MethodSource("typesAndContracts")
  void namesItsOwnerFirst(RegistryMessage message, String type, Contract contract) {
    assertThat(message.fields().getFirst().value()).isEqualTo(message.owner().value());
  }

  @Test
  void writesItsMembersAsTextsAndDecimalNumbers() {
    assertThat(SPEC_GRANT.fields().stream().map(TypedField::value))
        .containsExactly(OWNER.value(), BUILDER.value(), SCOPES, "0", "1");
    assertThat(FILE_REGISTRATION.fields().stream().map(TypedField::value))
        .containsExactly(OWNER.value(), "https://storage.example", "0x" + "0".repeat(63) + "7");
    assertThat(GRANT_REGISTRATION.fields().stream().map(TypedField::value))
        .containsExactly(OWNER.value(), BUILDER_ID.value(), "{}", List.of());
  }

  @Test
  void meansTheSameTypeAtTheZeroContract() {
    var early = new SpecGrant(OWNER, BUILDER, SCOPES, 0, 1, Contract.NONE);

    assertThat(typeOf(early)).isEqualTo(typeOf(SPEC_GRANT));
    assertThat(early.contract()).isEqualTo(Contract.NONE);
  }

  @Test
  void signsNoNumberThatIsNone() {
    assertImpossible(() -> new SpecGrant(OWNER, BUILDER, SCOPES, -1, 1, Contract.PERMISSIONS));
    assertImpossible(() -> new SpecGrant(OWNER, BUILDER, SCOPES, 0, -1, Contract.PERMISSIONS));
    assertImpossible(() -> new VersionedGrant(OWNER, BUILDER_ID, SCOPES, -1, 0));
    assertImpossible(() -> new VersionedGrant(OWNER, BUILDER_ID, SCOPES, 1, -1));
    for (String number : List.of("", "-1", "0x", "1.0", "1e3", " 1", "ff", "0xg")) {
      assertImpossible(() -> new GrantRegistration(OWNER, BUILDER_ID, "{}", List.of(number)));
    }
    assertThat(new GrantRegistration(OWNER, BUILDER_ID, "{}", List.of("0", "0xfF")).fileIds())
        .hasSize(2);
  }

  @Test
  void namesFilesInABoundedNumber() {
    List<String> most = Collections.nCopies(GrantMessage.FILE_IDS_MAX, "1");
    List<String> oneMore = Collections.nCopies(GrantMessage.FILE_IDS_MAX + 1, "1");

    assertThat(new GrantRegistration(OWNER, BUILDER_ID, "{}", most).fileIds()).isEqualTo(most);
    assertImpossible(() -> new GrantRegistration(OWNER, BUILDER_ID, "{}", oneMore));
  }

  @Test
  void tellsHowMuchMemoryItTakes() {
    int empty = new GrantRegistration(OWNER, BUILDER_ID, "", List.of()).bytes();

    assertThat(empty).isBetween(500, 1_000);
    assertThat(new GrantRegistration(OWNER, BUILDER_ID, "x".repeat(10_000), List.of()).bytes())
        .isEqualTo(empty + 20_000);
    assertThat(new GrantRegistration(OWNER, BUILDER_ID, "", Collections.nCopies(100, "1")).bytes())
        .isEqualTo(empty + 5_000);
  }

  private static String typeOf(RegistryMessage message) {
    return message.fields().stream()
        .map(field -> field.type() + " " + field.name())
        .collect(Collectors.joining(",", message.primaryType() + "(", ")"));
  }
}
