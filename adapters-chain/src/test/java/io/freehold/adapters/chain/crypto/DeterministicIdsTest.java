package io.freehold.adapters.chain.crypto;

import static io.freehold.adapters.chain.crypto.Vectors.address;
import static io.freehold.adapters.chain.crypto.Vectors.publicKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.domain.BuilderId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Curve.class)
class DeterministicIdsTest {
  private static final JsonNode EXPECTED = Vectors.file("ids");
  private static final Scope SCOPE = new Scope("instagram.profile");

  private final DeterministicIds ids;

  DeterministicIdsTest(Curve curve) {
    this.ids = new DeterministicIds(ProtocolDomain.MOKSHA, curve.implementation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATA_REGISTRY", "PERMISSIONS", "SERVERS", "GRANTEES"})
  void separatesTheContracts(String contract) {
    String separator = HexFormat.of().formatHex(ids.separator(Contract.valueOf(contract)));

    assertThat("0x" + separator).isEqualTo(EXPECTED.get("separators").get(contract).asText());
  }

  @Test
  void namesABuilder() {
    assertThat(ids.idOf(Messages.BUILDER).value()).isEqualTo(EXPECTED.get("builder").asText());
  }

  @Test
  void namesAServer() {
    assertThat(ids.idOf(Messages.SERVER).value()).isEqualTo(EXPECTED.get("server").asText());
  }

  @Test
  void namesAFile() {
    var numbered = new FileRegistration(address("k0"), Messages.URL, SchemaId.parse("7"));

    assertThat(ids.idOf(Messages.FILE).value()).isEqualTo(EXPECTED.get("file").asText());
    assertThat(ids.idOf(numbered).value())
        .isEqualTo(EXPECTED.get("fileWithNumberedSchema").asText());
  }

  @Test
  void namesAGrant() {
    var builder = new BuilderId(EXPECTED.get("builder").asText());

    assertThat(ids.idOf(builder, Messages.GRANT, List.of()).value())
        .isEqualTo(EXPECTED.get("grant").asText());
    assertThat(ids.idOf(builder, Messages.GRANT, List.of("1")).value())
        .isNotEqualTo(EXPECTED.get("grant").asText());
  }

  @Test
  void namesASchemaByItsScopeAndDefinition() {
    SchemaId id = ids.idOf(SCOPE, "ipfs://one");

    assertThat(ids.idOf(SCOPE, "ipfs://one")).isEqualTo(id);
    assertThat(ids.idOf(SCOPE, "ipfs://two")).isNotEqualTo(id);
    assertThat(ids.idOf(new Scope("instagram.likes"), "ipfs://one")).isNotEqualTo(id);
  }

  @Test
  void keepsNeighbouringTextsApart() {
    var one = new ServerRegistration(address("k0"), address("k2"), "0xab", "c");
    var two = new ServerRegistration(address("k0"), address("k2"), "0xa", "bc");

    assertThat(ids.idOf(one)).isNotEqualTo(ids.idOf(two));
  }

  @Test
  void givesEveryChainItsOwnIds() {
    var mainnet = new ProtocolDomain(1480, ProtocolDomain.MOKSHA.contracts());
    var elsewhere = new DeterministicIds(mainnet, Curve.JAVA.implementation);

    assertThat(elsewhere.idOf(Messages.BUILDER)).isNotEqualTo(ids.idOf(Messages.BUILDER));
  }

  @Test
  void knowsTheAddressOfAPublicKey() {
    assertThat(ids.addressOf(publicKey("k0"))).isEqualTo(address("k0"));
    assertThat(ids.addressOf("0x" + publicKey("k1").substring(2).toUpperCase()))
        .isEqualTo(address("k1"));
  }

  @Test
  void refusesWhatIsNoPointOfTheCurve() {
    assertRefused("0x04" + "0".repeat(128));
    assertRefused("0x04" + "f".repeat(128));
    assertRefused(publicKey("k0").substring(0, 131) + "4");
  }

  @Test
  void refusesOtherSpellingsOfAPoint() {
    String point = publicKey("k0").substring(4);
    assertRefused("");
    assertRefused("04" + point);
    assertRefused("0x" + point);
    assertRefused("0x03" + point.substring(0, 64));
    assertRefused("0x07" + point);
    assertRefused("0x04" + point + "00");
    assertRefused("0x04" + point.substring(0, 127) + "g");
  }

  private void assertRefused(String publicKey) {
    assertThatThrownBy(() -> ids.addressOf(publicKey))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.MalformedRequest.class));
  }
}
