package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyTest {
  private static final String LARGEST =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140";
  private static final String ORDER =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
  private static final String ZERO =
      "0000000000000000000000000000000000000000000000000000000000000000";
  private static final String ONE =
      "0000000000000000000000000000000000000000000000000000000000000001";

  @ParameterizedTest
  @ValueSource(strings = {ONE, LARGEST, "0x" + ONE, "0x" + LARGEST})
  void takesEveryNumberBelowTheOrder(String hex) {
    assertThat(PrivateKey.of(new Secret(hex)).secret().reveal()).endsWith(hex.replace("0x", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {ZERO, ORDER, "", "0x", "0x01", ONE + "00", "zz" + ONE, "not hexadecimal"})
  void refusesAnythingElseWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> PrivateKey.of(new Secret(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("a private key is (32 bytes|0x and 64 hexadecimal).*");
  }

  @Test
  void drawsAgainWhatIsOutOfRange() {
    RandomGenerator drawn = drawing(List.of(ZERO, ORDER, "f".repeat(64), ONE));

    assertThat(PrivateKey.random(drawn).secret().reveal()).isEqualTo("0x" + ONE);
  }

  @Test
  void isAnotherKeyEachTime() {
    var random = new Random(1);

    assertThat(PrivateKey.random(random).secret().reveal())
        .isNotEqualTo(PrivateKey.random(random).secret().reveal());
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void doesNotPrint(Curve curve) {
    PrivateKey key = Vectors.key("k2");
    var server = new ServerKey(key, curve.implementation, new TypedData(ProtocolDomain.MOKSHA));

    assertThat(key).hasToString("PrivateKey[********]");
    assertThat(server).hasToString("ServerKey[" + Vectors.address("k2") + "]");
    assertThat(key.secret()).hasToString("********");
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void hasTheAddressAndPublicKeyThatOthersCompute(Curve curve) {
    for (String name : List.of("k0", "k1", "k2")) {
      var server =
          new ServerKey(
              Vectors.key(name), curve.implementation, new TypedData(ProtocolDomain.MOKSHA));

      assertThat(server.address()).isEqualTo(Vectors.address(name));
      assertThat(server.publicKey()).isEqualTo(Vectors.publicKey(name));
    }
  }

  private static RandomGenerator drawing(List<String> keys) {
    Iterator<String> next = keys.iterator();
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public void nextBytes(byte[] bytes) {
        System.arraycopy(HexFormat.of().parseHex(next.next()), 0, bytes, 0, bytes.length);
      }
    };
  }
}
