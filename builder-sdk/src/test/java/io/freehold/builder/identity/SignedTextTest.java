package io.freehold.builder.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.builder.TestKeys;
import io.freehold.domain.Signature;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignedTextTest {
  @Test
  void namesWhoSigned() {
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      BuilderKey key = BuilderKey.random(random);
      String text = "text %d with ümläuts ✓".formatted(i);

      assertThat(new SignedText(text, key.sign(text)).signer()).contains(key.address());
      assertThat(new SignedText(text, key.sign(text)).isBy(TestKeys.OWNER.address())).isFalse();
    }
  }

  @Test
  void nobodySignedWhatIsNoSignature() {
    var zero = new Signature("0x" + "00".repeat(64) + "1b");
    var noPoint = new Signature("0x" + "00".repeat(31) + "05" + "00".repeat(31) + "01" + "1b");

    assertThat(new SignedText("x", zero).signer()).isEmpty();
    assertThat(new SignedText("x", noPoint).signer()).isEmpty();
  }
}
