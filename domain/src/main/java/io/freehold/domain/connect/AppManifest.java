package io.freehold.domain.connect;

import io.freehold.domain.Signature;
import java.util.Optional;

/// What an application publishes of itself (§5.5), as found at its address and not yet believed.
///
/// @param foundAt the address of the manifest
/// @param hash lower-case hexadecimal SHA-256 of its bytes
/// @param name as the manifest says it, untrusted text
/// @param block the `vana` block
public record AppManifest(String foundAt, String hash, String name, Block block) {

  /// The signed part.
  ///
  /// @param canonicalText what the signature is over: the block without it, keys sorted at all
  ///   levels
  public record Block(
      String appUrl,
      Optional<String> privacyPolicyUrl,
      Optional<String> termsUrl,
      Optional<String> supportUrl,
      Optional<String> webhookUrl,
      Signature signature,
      String canonicalText) {}
}
