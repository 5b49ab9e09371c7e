package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

class Keccak256Test {
  private static final long SEED = 256;

  @Test
  void isTheKeccakOfEthereumAndNotTheStandardsSha3() {
    assertThat(HexFormat.of().formatHex(Keccak256.hash("")))
        .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(HexFormat.of().formatHex(Keccak256.hash("abc")))
        .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  }

  @Test
  void hashesEveryLengthAsAnotherImplementationDoes() {
    var random = new Random(SEED);
    for (int length = 0; length < 600; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);

      assertThat(Keccak256.hash(bytes))
          .as("length %d of seed %d", length, SEED)
          .isEqualTo(byAnotherImplementation(bytes));
    }
  }

  @Test
  void hashesPartsAsIfTheyWereOne() {
    byte[] whole = "x".repeat(400).getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= whole.length; cut += 8) {
      byte[] first = Arrays.copyOf(whole, cut);
      byte[] rest = Arrays.copyOfRange(whole, cut, whole.length);

      assertThat(Keccak256.hash(first, new byte[0], rest)).isEqualTo(Keccak256.hash(whole));
    }
  }

  private static byte[] byAnotherImplementation(byte[] bytes) {
    var digest = new KeccakDigest(256);
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }
}
