package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Signature;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Secp256k1ChoiceTest {
  private final Secp256k1 java = Curve.JAVA.implementation;

  @Test
  void prefersTheNativeLibrary() {
    assertThat(Secp256k1Choice.best()).isInstanceOf(NativeSecp256k1.class);
  }

  @Test
  void fallsBackWhenTheLibraryCannotBeLoaded() {
    Secp256k1 chosen =
        Secp256k1Choice.firstThatWorks(
            () -> {
              throw new UnsatisfiedLinkError("no library for this machine");
            },
            () -> java);

    assertThat(chosen).isSameAs(java);
  }

  @Test
  void fallsBackWhenTheLibraryRecoversNobody() {
    Secp256k1 chosen = Secp256k1Choice.firstThatWorks(Broken::new, () -> java);

    assertThat(chosen).isSameAs(java);
  }

  @Test
  void keepsALibraryThatWorks() {
    Secp256k1 chosen = Secp256k1Choice.firstThatWorks(() -> java, Broken::new);

    assertThat(chosen).isSameAs(java);
  }

  private final class Broken implements Secp256k1 {
    @Override
    public Optional<PublicKey> recover(byte[] digest, Signature signature) {
      return Optional.empty();
    }

    @Override
    public byte[] compactSignature(byte[] digest, PrivateKey key) {
      return java.compactSignature(digest, key);
    }

    @Override
    public PublicKey publicKeyOf(PrivateKey key) {
      return java.publicKeyOf(key);
    }

    @Override
    public Optional<PublicKey> parse(byte[] publicKey) {
      return Optional.empty();
    }
  }
}
