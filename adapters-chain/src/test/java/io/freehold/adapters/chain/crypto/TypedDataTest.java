package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.RegistryMessage;
import io.freehold.domain.registry.TypedField;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@EnumSource(Curve.class)
class TypedDataTest {
  private final Secp256k1 curve;

  TypedDataTest(Curve curve) {
    this.curve = curve.implementation;
  }

  static Stream<String> vectors() {
    return Vectors.all("typed-data").stream().map(vector -> vector.get("name").asText());
  }

  static Stream<String> knownVectors() {
    return vectors().filter(Messages.KNOWN::containsKey);
  }

  static Stream<JsonNode> separators() {
    return Vectors.file("typed-data-inputs").get("separators").valueStream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void hashesTypeMessageAndDigestAsOthersDo(String name) {
    JsonNode vector = Vectors.one("typed-data", name);
    Messages.Any message = Messages.all().get(name);
    String type = TypedData.typeText(message.primaryType(), message.fields());

    assertThat(type).isEqualTo(vector.get("type").asText());
    assertThat(hex(Keccak256.hash(type))).isEqualTo(vector.get("typeHash").asText());
    assertThat(hex(message.structHash())).isEqualTo(vector.get("structHash").asText());
    assertThat(hex(message.digest())).isEqualTo(vector.get("digest").asText());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void signsAndRecoversAsOthersDo(String name) {
    byte[] digest = Messages.all().get(name).digest();

    signatures(name)
        .forEach(expected -> {
          assertThat(curve.sign(digest, Vectors.key(expected.signer())))
              .isEqualTo(expected.value());
          assertThat(curve.recover(digest, expected.value()).map(PublicKey::address))
              .contains(Vectors.address(expected.signer()));
        });
  }

  @ParameterizedTest
  @MethodSource("knownVectors")
  void signsAndRecoversTheDomainsMessages(String name) {
    var typedData = new TypedData(Messages.domainOf(name));
    var recovering = new EthereumSignatures(curve, typedData, 10);
    RegistryMessage message = Messages.KNOWN.get(name);

    signatures(name)
        .forEach(expected -> {
          var key = new ServerKey(Vectors.key(expected.signer()), curve, typedData);
          assertThat(key.sign(message)).isEqualTo(expected.value());
          assertThat(recovering.signerOf(message, expected.value())).contains(key.address());
        });
  }

  @ParameterizedTest
  @MethodSource("separators")
  void separatesChainsAndContractsAsOthersDo(JsonNode vector) {
    var contract = new Address(vector.get("address").asText());

    assertThat(hex(TypedData.separator(14800, contract)))
        .isEqualTo(vector.get("separator").asText());
  }

  @Test
  void namesTheDomainTypeAsOthersDo() {
    String type = TypedData.typeText("EIP712Domain", TypedData.domainFields(14800, Address.ZERO));

    assertThat(hex(Keccak256.hash(type)))
        .isEqualTo(Vectors.file("typed-data-inputs").get("domainTypeHash").asText());
  }

  @Test
  void takesBothSpellingsOfANumberForOne() {
    assertThat(structHash("255", "16")).isEqualTo(structHash("0xff", "0x10"));
    assertThat(structHash("255", "16")).isNotEqualTo(structHash("16", "255"));
  }

  @ParameterizedTest
  @MethodSource("largeNumbers")
  void encodesEveryNumberAMessageMayHold(String number) {
    assertThat(structHash(number)).isNotEqualTo(structHash("0"));
  }

  static Stream<String> largeNumbers() {
    return Stream.of("1", "9".repeat(77), "0x" + "f".repeat(64), "0x1");
  }

  @ParameterizedTest
  @MethodSource("noNumbers")
  void isNeverAskedToEncodeAnythingElse(String text) {
    assertThatThrownBy(() -> structHash(text)).isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<String> noNumbers() {
    return Stream.of(
        "", "-1", "+1", "1.5", "1e3", "0x", "ff", "9".repeat(78), "0x1" + "0".repeat(64));
  }

  @Test
  void refusesATypeItCannotEncode() {
    var field = new TypedField("bool", "flag", "true");

    assertThatThrownBy(() -> TypedData.structHash("T", List.of(field)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bool");
  }

  private record Expected(String signer, Signature value) {}

  private static Stream<Expected> signatures(String name) {
    return Vectors.one("typed-data", name)
        .get("signatures")
        .propertyStream()
        .map(entry -> new Expected(entry.getKey(), new Signature(entry.getValue().asText())));
  }

  private static String structHash(String... fileIds) {
    var grant = Messages.GRANT_REGISTRATION;
    var withFiles =
        new GrantRegistration(grant.owner(), grant.granteeId(), grant.grant(), List.of(fileIds));
    return hex(TypedData.structHash(withFiles.primaryType(), withFiles.fields()));
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
