package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.ProtocolDomain;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@EnumSource(Curve.class)
class PersonalMessageTest {
  private static final TypedData TYPED_DATA = new TypedData(ProtocolDomain.MOKSHA);

  private final Secp256k1 curve;
  private final EthereumSignatures signatures;

  PersonalMessageTest(Curve curve) {
    this.curve = curve.implementation;
    this.signatures = new EthereumSignatures(this.curve, TYPED_DATA, 10);
  }

  static Stream<String> signedRequests() {
    return Vectors.all("web3signed").stream().map(vector -> vector.get("name").asText());
  }

  static Stream<String> messages() {
    return Vectors.all("personal-messages").stream().map(vector -> vector.get("name").asText());
  }

  @ParameterizedTest
  @MethodSource("signedRequests")
  void signsARequestToTheSameHeaderAsOtherClients(String name) {
    JsonNode vector = Vectors.one("web3signed", name);
    ServerKey key = new ServerKey(key(vector), curve, TYPED_DATA);

    String text = base64url(vector.get("payload").asText());
    String header = "Web3Signed " + text + "." + key.sign(text);

    assertThat(header).isEqualTo(vector.get("header").asText());
  }

  @ParameterizedTest
  @MethodSource("signedRequests")
  void recoversWhoSignedARequest(String name) {
    JsonNode vector = Vectors.one("web3signed", name);
    String[] parts = vector.get("header").asText().substring("Web3Signed ".length()).split("\\.");

    assertThat(signatures.signerOf(parts[0], new Signature(parts[1]))).contains(signer(vector));
  }

  @ParameterizedTest
  @MethodSource("signedRequests")
  void hashesARequestAsOtherClientsDo(String name) {
    JsonNode vector = Vectors.one("web3signed", name);

    if (vector.has("hash")) {
      assertThat(hash(base64url(vector.get("payload").asText())))
          .isEqualTo(vector.get("hash").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void hashesSignsAndRecoversMessagesOfTheProtocol(String name) {
    JsonNode vector = Vectors.one("personal-messages", name);
    String text = vector.get("text").asText();
    var signature = new Signature(vector.get("signature").asText());

    if (vector.has("hash")) {
      assertThat(hash(text)).isEqualTo(vector.get("hash").asText());
    }
    if (vector.has("signer")) {
      assertThat(new ServerKey(key(vector), curve, TYPED_DATA).sign(text)).isEqualTo(signature);
    }
    assertThat(signatures.signerOf(text, signature)).contains(signer(vector));
  }

  @Test
  void countsBytesAndNotCharacters() {
    byte[] expected =
        Keccak256.hash("\u0019Ethereum Signed Message:\n6ü€x".getBytes(StandardCharsets.UTF_8));

    assertThat(PersonalMessage.hash("ü€x")).isEqualTo(expected);
  }

  @Test
  void recoversSomebodyElseWhenOneCharacterDiffers() {
    JsonNode vector = Vectors.one("personal-messages", "M1");
    var signature = new Signature(vector.get("signature").asText());

    assertThat(signatures.signerOf(vector.get("text").asText() + " ", signature))
        .isNotEqualTo(Optional.of(Vectors.address("k1")));
  }

  private static PrivateKey key(JsonNode vector) {
    return Vectors.key(vector.get("signer").asText());
  }

  private static Address signer(JsonNode vector) {
    return vector.has("signer")
        ? Vectors.address(vector.get("signer").asText())
        : new Address(vector.get("owner").asText());
  }

  private static String base64url(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(String text) {
    return "0x" + HexFormat.of().formatHex(PersonalMessage.hash(text));
  }
}
