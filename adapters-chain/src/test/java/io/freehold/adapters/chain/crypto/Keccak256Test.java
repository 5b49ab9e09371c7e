package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Keccak256Test {
  @Test
  void isTheKeccakOfEthereumAndNotTheStandardsSha3() {
    assertThat(HexFormat.of().formatHex(Keccak256.hash("")))
        .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(HexFormat.of().formatHex(Keccak256.hash("abc")))
        .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  }

  @Test
  void hashesPartsAsIfTheyWereOne() {
    byte[] a = "a".getBytes(StandardCharsets.UTF_8);
    byte[] bc = "bc".getBytes(StandardCharsets.UTF_8);

    assertThat(Keccak256.hash(a, bc)).isEqualTo(Keccak256.hash("abc"));
  }
}
