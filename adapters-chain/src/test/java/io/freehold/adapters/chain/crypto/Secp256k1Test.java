package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Signature;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Secp256k1Test {
  private static final long SEED = 20260209;

  private final Secp256k1 fast = Curve.NATIVE.implementation;
  private final Secp256k1 slow = Curve.JAVA.implementation;

  @Test
  void bothSignAlikeAndRecoverAlike() {
    var random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      PrivateKey key = PrivateKey.random(random);
      byte[] digest = bytes(random, 32);
      Signature signature = fast.sign(digest, key);

      assertThat(slow.sign(digest, key)).as("round %d of seed %d", i, SEED).isEqualTo(signature);
      assertThat(slow.publicKeyOf(key)).isEqualTo(fast.publicKeyOf(key));
      assertThat(fast.recover(digest, signature)).contains(fast.publicKeyOf(key));
      assertThat(slow.recover(digest, signature)).contains(fast.publicKeyOf(key));
    }
  }

  @Test
  void bothMakeTheSameOfNonsense() {
    var random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      byte[] digest = bytes(random, 32);
      byte[] nonsense = bytes(random, 65);
      nonsense[32] &= 0x3f;
      nonsense[64] = (byte) (27 + i % 2);
      Signature signature = Signature.of(nonsense);

      assertThat(slow.recover(digest, signature))
          .as("round %d of seed %d", i, SEED)
          .isEqualTo(fast.recover(digest, signature));
    }
  }

  /// Outside of 1 to n-1, a number is no part of a signature, although some are on the curve.
  @ParameterizedTest
  @EnumSource(Curve.class)
  void recoversNothingFromNumbersOutsideTheOrder(Curve curve) {
    String order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    var n = new BigInteger(order, 16);
    byte[] digest = new byte[32];
    for (int i = 0; i < 20; i++) {
      String beyond = "%064x".formatted(n.add(BigInteger.valueOf(i)));
      assertThat(recovered(curve, digest, beyond, "%064x".formatted(1))).as(beyond).isEmpty();
      assertThat(recovered(curve, digest, "%064x".formatted(i + 1), "0".repeat(64))).isEmpty();
    }
    assertThat(recovered(curve, digest, "0".repeat(64), "%064x".formatted(1))).isEmpty();
    assertThat(recovered(curve, digest, "%064x".formatted(1), "%064x".formatted(1))).isPresent();
  }

  private static Optional<PublicKey> recovered(Curve curve, byte[] digest, String r, String s) {
    return curve.implementation.recover(digest, new Signature("0x" + r + s + "1b"));
  }

  @Test
  void bothTakeADigestBeyondTheOrder() {
    byte[] digest = HexFormat.of().parseHex("f".repeat(64));
    Signature signature = fast.sign(digest, Vectors.key("k0"));

    assertThat(slow.sign(digest, Vectors.key("k0"))).isEqualTo(signature);
    assertThat(fast.recover(digest, signature)).isEqualTo(slow.recover(digest, signature));
  }

  /// The signature of private key 1 over SHA-256 of a text that is widely used as a vector of RFC
  /// 6979 for this curve.
  @ParameterizedTest
  @EnumSource(Curve.class)
  void signsDeterministically(Curve curve) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest("Satoshi Nakamoto".getBytes(StandardCharsets.UTF_8));
    var key = new PrivateKey(HexFormat.of().parseHex("%064x".formatted(1)));

    Signature signature = curve.implementation.sign(digest, key);

    assertThat(signature.value())
        .startsWith(
            "0x934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5");
    assertThat(curve.implementation.sign(digest, key)).isEqualTo(signature);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void readsPointsOfTheCurveOnly(Curve curve) {
    byte[] point = HexFormat.of().parseHex(Vectors.publicKey("k1").substring(2));
    byte[] beside = point.clone();
    beside[64] ^= 1;

    assertThat(curve.implementation.parse(point))
        .map(PublicKey::text)
        .contains(Vectors.publicKey("k1"));
    assertThat(curve.implementation.parse(beside)).isEmpty();
    assertThat(curve.implementation.parse(new byte[65])).isEmpty();
    assertThat(curve.implementation.parse(new byte[0])).isEmpty();
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
