package io.freehold.adapters.storage.ipfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTreeTest {
  private static Cid cidOf(byte[] bytes, Layout layout, int step) {
    var tree = new BlockTree(layout);
    for (int from = 0; from < bytes.length; from += step) {
      tree.update(bytes, from, Math.min(step, bytes.length - from));
    }
    return tree.finish();
  }

  /// Addresses everybody who has used IPFS has seen.
  @Test
  void knowsTheAddressesOfAGreeting() {
    byte[] greeting = "hello world".getBytes(StandardCharsets.UTF_8);
    byte[] line = "hello world\n".getBytes(StandardCharsets.UTF_8);

    assertThat(cidOf(greeting, Layout.OWN, 3))
        .hasToString("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
    assertThat(cidOf(line, Layout.VERSION_0, 3))
        .hasToString("QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o");
    assertThat(cidOf(new byte[0], Layout.VERSION_0, 1))
        .hasToString("QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH");
  }

  /// Made by ipfs-unixfs-importer 17.1.1, of the bytes 0 to 250 over and over: at and beyond one
  /// chunk, one full node, and a full tree of two levels.
  @ParameterizedTest
  @CsvSource({
    "1, 1024, true, bafkreidogqfzz75tpkmjzjke425xqcrmpcib2p5tg44hnbirumdbpl5adu",
    "1024, 1024, true, bafkreiblzyn2mkdsazsl4s473v32vydhrzpq6pyc7rx7mqpmq6ijj5veaq",
    "1025, 1024, true, bafybeiaac5l2hurqujnezj2so4aqmrmckpcexhdtxat7gu7bsirnhixr2a",
    "178176, 1024, true, bafybeiaj2p4hb3eejac7adfxrv5sqyey2fpqsbjhsgzu5tj3nw4oabpnde",
    "178177, 1024, true, bafybeia5qrdyz3uvihtv6ediamb2m3qis4d4dfvfrkxrzyzx3g7zo7xnva",
    "200000, 1024, true, bafybeifg2bdx5bt2mnwtpyo5t7iyvfogs5no3e74t2r4myobo7zwsg2n7a",
    "31002624, 1024, true, bafybeigeyqul327xfckr7t4lmssde3arwz6uhht374hk52u42al5d2xrve",
    "31002625, 1024, true, bafybeiepbz2elp3sxlyyazssqysktwdripwgpuyguvrzoldxpjhtsxvzhy",
    "1, 1024, false, QmS9JArPwa55ePgDnyg6TzX24mYTS1b1vLqWNebyVotKxQ",
    "1024, 1024, false, QmSjvFVzryscMiafewHqp8P7QpSqdsvxaoDpHwfxagx6WS",
    "1025, 1024, false, QmaL4rWUbEdNx1NgYfhyawtN1REu6P4WKmtLqhtHZ7cXVM",
    "178176, 1024, false, QmRPMv1ukwW7mVYpdERfQ9K5CjxQ1WnE7GtWj5BYx9vCGe",
    "178177, 1024, false, QmVy7qLxyTg5DAVHUXUyux7Vp5DvGeEdopNhvvxjJZ6VFj",
    "262144, 262144, true, bafkreibruh455iawsviqslif5c7uurdcfdemh22mtnytyzvnzn75kpejxy",
    "262145, 262144, true, bafybeiexg2oqkfnj56l7fcmawswqbijt5shq4b5rg6a546uwpkqqzwjioi",
    "3000000, 262144, true, bafybeicptzmh5x5nlaqtfkrh2k6lrcqygm7mdep7frcti2af2u7r5xdzw4",
    "3000000, 1048576, true, bafybeigqr2ulyhu7r6rmratednc5n7y6s4bl4yui725mm45qk7o2ydor3m",
    "3000000, 262144, false, QmTdtwzKMjtWmGptPoCaK83huuRM7EWJXfHLnZi5nbF1A4"
  })
  void buildsTheTreesOfOthers(int size, int chunk, boolean hasRawLeaves, String expected) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i % 251);
    }
    var layout = new Layout(chunk, hasRawLeaves);

    assertThat(cidOf(bytes, layout, 64 << 10)).hasToString(expected);
    assertThat(cidOf(bytes, layout, 1_000)).hasToString(expected);
  }
}
