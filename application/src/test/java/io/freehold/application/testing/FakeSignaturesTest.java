package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import org.junit.jupiter.api.Test;

class FakeSignaturesTest {
  private final FakeSignatures signatures = new FakeSignatures();

  @Test
  void knowWhoSigned() {
    assertThat(signatures.signerOf("text", OWNER_KEY.sign("text"))).contains(OWNER);
    assertThat(signatures.signerOf(aGrant().message(), OWNER_KEY.sign(aGrant().message())))
        .contains(OWNER);
  }

  @Test
  void takeASignatureOverSomethingElseForAStrangers() {
    Signature signature = OWNER_KEY.sign(aGrant().message());

    assertThat(signatures.signerOf("text", OWNER_KEY.sign("other")).orElseThrow())
        .isNotEqualTo(OWNER);
    assertThat(signatures.signerOf(aGrant().withNonce(2).message(), signature).orElseThrow())
        .isNotEqualTo(OWNER);
  }

  @Test
  void takeTheZeroAddressForNobody() {
    var zero = new FakeSigner(Address.ZERO, "0x04");

    assertThat(signatures.signerOf("text", zero.sign("text"))).isEmpty();
  }
}
