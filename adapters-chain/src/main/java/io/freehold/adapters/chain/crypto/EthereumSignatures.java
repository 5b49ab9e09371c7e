package io.freehold.adapters.chain.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage;
import java.util.Optional;

/// Recovers signers. Who signed a message never changes, so the last answers about messages are
/// remembered; requests are new each time, and answers about texts are not.
public final class EthereumSignatures implements Signatures {
  private static final int USUAL_MESSAGE_BYTES = 2_000;

  private final Secp256k1 curve;
  private final TypedData typedData;
  private final Cache<Signed, Optional<Address>> remembered;

  private record Signed(RegistryMessage message, Signature signature) {}

  /// @param rememberedMax messages of usual length; of longer ones, accordingly fewer
  public EthereumSignatures(Secp256k1 curve, TypedData typedData, int rememberedMax) {
    this.curve = curve;
    this.typedData = typedData;
    this.remembered =
        Caffeine.newBuilder()
            .maximumWeight((long) rememberedMax * USUAL_MESSAGE_BYTES)
            .weigher((Signed signed, Optional<Address> _) -> signed.message().bytes())
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Optional<Address> signerOf(String text, Signature signature) {
    return signerOf(PersonalMessage.hash(text), signature);
  }

  @Override
  public Optional<Address> signerOf(RegistryMessage message, Signature signature) {
    return remembered.get(
        new Signed(message, signature),
        signed -> signerOf(typedData.digest(signed.message()), signed.signature()));
  }

  private Optional<Address> signerOf(byte[] digest, Signature signature) {
    return curve
        .recover(digest, signature)
        .map(PublicKey::address)
        .filter(address -> !address.equals(Address.ZERO));
  }
}
