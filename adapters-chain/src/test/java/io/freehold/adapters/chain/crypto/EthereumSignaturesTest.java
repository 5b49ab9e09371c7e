package io.freehold.adapters.chain.crypto;

import static io.freehold.adapters.chain.crypto.Vectors.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Curve.class)
class EthereumSignaturesTest {
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final String TEXT = "a text";

  private final Secp256k1 curve;
  private final TypedData typedData = new TypedData(ProtocolDomain.MOKSHA);
  private final EthereumSignatures signatures;
  private final ServerKey owner;

  EthereumSignaturesTest(Curve curve) {
    this.curve = curve.implementation;
    this.signatures = new EthereumSignatures(this.curve, typedData, 100);
    this.owner = new ServerKey(Vectors.key("k0"), this.curve, typedData);
  }

  @Nested
  class OneSpelling {
    @Test
    void refusesTheTwinInTheUpperHalf() {
      byte[] bytes = owner.sign(TEXT).bytes();
      var s = new BigInteger(1, bytes, 32, 32);
      String twin =
          "0x"
              + HexFormat.of().formatHex(bytes, 0, 32)
              + "%064x".formatted(ORDER.subtract(s))
              + (bytes[64] == 27 ? "1c" : "1b");

      assertThatThrownBy(() -> new Signature(twin)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesAWalletsVOf0Or1ForTheSameSignature() {
      Signature signature = owner.sign(TEXT);
      byte[] bytes = signature.bytes();
      bytes[64] -= 27;

      assertThat(Signature.of(bytes)).isEqualTo(signature);
      assertThat(signatures.signerOf(TEXT, Signature.of(bytes))).contains(address("k0"));
    }

    @Test
    void recoversSomebodyElseWithTheOtherV() {
      byte[] bytes = owner.sign(TEXT).bytes();
      bytes[64] = (byte) (27 + 28 - bytes[64]);

      assertThat(signatures.signerOf(TEXT, Signature.of(bytes)))
          .isPresent()
          .get()
          .isNotEqualTo(address("k0"));
    }
  }

  @Nested
  class Nobody {
    private static final String ONE = "0".repeat(63) + "1";
    private static final String ORDER_HEX =
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    @ParameterizedTest
    @CsvSource({"1b", "1c"})
    void signsWithRZeroOrSZero(String v) {
      String zero = "0".repeat(64);

      assertThat(signerOf(zero, ONE, v)).isEmpty();
      assertThat(signerOf(ONE, zero, v)).isEmpty();
      assertThat(signerOf(zero, zero, v)).isEmpty();
    }

    @Test
    void signsWithRBeyondTheOrder() {
      assertThat(signerOf(ORDER_HEX, ONE, "1b")).isEmpty();
      assertThat(signerOf("f".repeat(64), ONE, "1b")).isEmpty();
    }

    @Test
    void signsWithAnRThatIsNoXOfThePointsOfTheCurve() {
      String five = "0".repeat(63) + "5"; // 5³ + 7 has no square root

      assertThat(signerOf(five, ONE, "1b")).isEmpty();
      assertThat(signerOf(five, ONE, "1c")).isEmpty();
    }

    /// sR - eG is the point at infinity when R = eG and s = 1.
    @Test
    void signsWhenThePublicKeyWouldBeInfinity() {
      byte[] digest = PersonalMessage.hash(TEXT);
      String point = curve.publicKeyOf(new PrivateKey(digest)).text();
      String x = point.substring(4, 68);
      boolean isOdd = (Character.digit(point.charAt(131), 16) & 1) == 1;

      assertThat(signerOf(x, ONE, isOdd ? "1c" : "1b")).isEmpty();
    }

    private Optional<Address> signerOf(String r, String s, String v) {
      var signature = new Signature("0x" + r + s + v);
      assertThat(signatures.signerOf(Messages.SERVER, signature)).isNotEqualTo(zeroAddress());
      return signatures.signerOf(TEXT, signature);
    }
  }

  @Nested
  class AStranger {
    private final RegistryMessage revocation =
        new GrantRevocation(address("k0"), new GrantId(Vectors.bytes32(0x33)));

    @Test
    void signedForAnotherChain() {
      var mainnet = new ProtocolDomain(1480, ProtocolDomain.MOKSHA.contracts());

      assertStranger(revocation, keyIn(mainnet).sign(revocation));
    }

    @Test
    void signedForAnotherContract() {
      var elsewhere = Messages.with(Contract.PERMISSIONS, address("k2"));

      assertStranger(revocation, keyIn(elsewhere).sign(revocation));
    }

    @Test
    void signedAnotherTypeOfTheSameValues() {
      var deletion = new FileDeletion(address("k0"), new FileId(Vectors.bytes32(0x33)));
      var sameContract =
          Messages.with(
              Contract.DATA_REGISTRY, ProtocolDomain.MOKSHA.addressOf(Contract.PERMISSIONS));

      assertStranger(revocation, keyIn(sameContract).sign(deletion));
    }

    @Test
    void signedAnotherValue() {
      var other = new GrantRevocation(address("k0"), new GrantId(Vectors.bytes32(0x34)));

      assertStranger(revocation, owner.sign(other));
    }

    @Test
    void signedTheGrantForTheZeroContract() {
      var real =
          new SpecGrant(address("k0"), address("k1"), Messages.SCOPES, 0, 1, Contract.PERMISSIONS);
      var zero = new SpecGrant(address("k0"), address("k1"), Messages.SCOPES, 0, 1, Contract.NONE);

      assertStranger(real, owner.sign(zero));
    }

    @Test
    void signedTheDigestAsAText() {
      String digest = "0x" + HexFormat.of().formatHex(typedData.digest(revocation));

      assertStranger(revocation, owner.sign(digest));
    }

    private ServerKey keyIn(ProtocolDomain domain) {
      return new ServerKey(Vectors.key("k0"), curve, new TypedData(domain));
    }

    private void assertStranger(RegistryMessage message, Signature signature) {
      assertThat(signatures.signerOf(message, signature))
          .isNotEqualTo(Optional.of(address("k0")))
          .isNotEqualTo(zeroAddress());
    }
  }

  @Nested
  class Memory {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void changesNoAnswer(int rememberedMax) {
      var remembering = new EthereumSignatures(curve, typedData, rememberedMax);
      Signature signature = owner.sign(Messages.SERVER);

      for (int i = 0; i < 3; i++) {
        assertThat(remembering.signerOf(Messages.SERVER, signature)).contains(address("k0"));
        assertThat(remembering.signerOf(Messages.FILE, signature))
            .isNotEqualTo(Optional.of(address("k0")));
      }
    }

    @Test
    void tellsMessagesApartThatDifferInOneCharacter() {
      var shorter = new GrantRegistration(address("k0"), builder(), "{\"a\":1}", List.of());
      var longer = new GrantRegistration(address("k0"), builder(), "{\"a\":1} ", List.of());
      Signature signature = owner.sign(shorter);

      assertThat(signatures.signerOf(shorter, signature)).contains(address("k0"));
      assertThat(signatures.signerOf(longer, signature)).isNotEqualTo(Optional.of(address("k0")));
    }

    private static BuilderId builder() {
      return new BuilderId(Vectors.bytes32(0x22));
    }
  }

  @Test
  void neverAnswersTheZeroAddress() {
    var random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[65];
      random.nextBytes(bytes);
      bytes[32] &= 0x3f;
      bytes[64] = (byte) (27 + i % 2);

      assertThat(signatures.signerOf(TEXT, Signature.of(bytes))).isNotEqualTo(zeroAddress());
    }
  }

  private static Optional<Address> zeroAddress() {
    return Optional.of(Address.ZERO);
  }
}
