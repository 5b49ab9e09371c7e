package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.crypto.StructuredDataEncoder;

class WalletRequestTest {
  private static final long SEED = 20260121;

  private final WalletRequest request = new WalletRequest(ProtocolDomain.MOKSHA);
  private final TypedData typedData = new TypedData(ProtocolDomain.MOKSHA);

  static Stream<RegistryMessage> messages() {
    return Messages.KNOWN.values().stream();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void asksForTheVeryDigestThatIsChecked(RegistryMessage message) throws Exception {
    assertThat(digestByAnotherEncoder(message)).isEqualTo(typedData.digest(message));
  }

  @Test
  void asksForTheVeryDigestWhateverTheTextsAre() throws Exception {
    var random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      RegistryMessage message = i % 2 == 0 ? randomRegistration(random) : randomGrant(random);

      assertThat(digestByAnotherEncoder(message))
          .as("message %d of seed %d: %s", i, SEED, message)
          .isEqualTo(typedData.digest(message));
    }
  }

  @Test
  void showsTheOwnerWhatIsSigned() throws Exception {
    var json = new JsonMapper().readTree(request.json(Messages.KNOWN.get("E7")));

    assertThat(json.get("primaryType").asText()).isEqualTo("Grant");
    assertThat(json.get("domain").get("chainId").isInt()).isTrue();
    assertThat(json.get("domain").get("verifyingContract").asText())
        .isEqualTo("0xD54523048AdD05b4d734aFaE7C68324Ebb7373eF");
    assertThat(json.get("message").toString())
        .isEqualTo(
            """
            {"user":"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",\
            "builder":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8",\
            "scopes":["instagram.profile","instagram.likes"],"expiresAt":"0","nonce":"1"}\
            """);
  }

  private byte[] digestByAnotherEncoder(RegistryMessage message) throws Exception {
    return new StructuredDataEncoder(request.json(message)).hashStructuredData();
  }

  private static RegistryMessage randomRegistration(Random random) {
    List<String> fileIds =
        random.ints(random.nextInt(1, 4), 0, Integer.MAX_VALUE).mapToObj(String::valueOf).toList();
    return new GrantRegistration(
        randomAddress(random),
        new BuilderId("0x" + randomHex(random, 32)),
        randomText(random),
        fileIds);
  }

  private static RegistryMessage randomGrant(Random random) {
    List<String> scopes =
        IntStream.rangeClosed(0, random.nextInt(5)).mapToObj(_ -> randomText(random)).toList();
    return new SpecGrant(
        randomAddress(random),
        randomAddress(random),
        scopes,
        random.nextLong(Long.MAX_VALUE),
        random.nextLong(Long.MAX_VALUE),
        Contract.PERMISSIONS);
  }

  /// With quotes, controls, and characters of two, three and four bytes, but no half of a pair.
  private static String randomText(Random random) {
    return random
        .ints(random.nextInt(80), 0, 0x11000)
        .map(c -> c >= 0xd800 && c <= 0xdfff ? '"' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Address randomAddress(Random random) {
    return new Address("0x" + randomHex(random, 20));
  }

  private static String randomHex(Random random, int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
