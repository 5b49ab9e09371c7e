package io.freehold.builder.manifest;

import io.freehold.builder.identity.SignedText;
import io.freehold.builder.json.CanonicalJson;
import io.freehold.builder.json.Json;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import java.util.Optional;

/// Whether a manifest is its builder's (§5.5), without asking anybody.
///
/// ```java
/// String manifest = block.sign(key).manifest("My app");
/// switch (ManifestCheck.of(manifest, key.address(), "https://app.example.com")) {
///   case ManifestCheck.Genuine(VanaBlock said) -> log("ready for " + said.appUrl());
///   case ManifestCheck.Refused(var reason, var message) -> log(reason + ": " + message);
/// }
/// ```
public sealed interface ManifestCheck {
  /// The builder signed it.
  record Genuine(VanaBlock block) implements ManifestCheck {}

  /// It would end the flow before the person sees anything.
  record Refused(Reason reason, String message) implements ManifestCheck {}

  /// What is wrong with it.
  enum Reason {
    /// It is no JSON, or has no complete `vana` block.
    FORM,
    /// Its `appUrl` is not the registered one.
    APP_URL,
    /// The signature is not the builder's, or not over this block.
    SIGNATURE
  }

  /// @param builder the registered address
  /// @param appUrl the registered one
  static ManifestCheck of(String manifest, Address builder, String appUrl) {
    try {
      Json vana =
          Json.parse(manifest)
              .find("vana")
              .orElseThrow(() -> new IllegalArgumentException("there is no vana block"));
      VanaBlock block = VanaBlock.read(vana);
      Optional<Signature> signature = vana.text("signature").map(Signature::new);
      if (!block.appUrl().equals(appUrl)) {
        return new Refused(
            Reason.APP_URL,
            "vana.appUrl is %s, and %s is registered".formatted(block.appUrl(), appUrl));
      }
      return signature
              .filter(given -> new SignedText(CanonicalJson.of(vana), given).isBy(builder))
              .isPresent()
          ? new Genuine(block)
          : new Refused(
              Reason.SIGNATURE,
              "vana.signature is not " + builder + "'s over the block without it");
    } catch (IllegalArgumentException e) {
      return new Refused(Reason.FORM, "the manifest is incomplete: " + e.getMessage());
    }
  }
}
