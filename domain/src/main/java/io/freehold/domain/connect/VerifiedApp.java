package io.freehold.domain.connect;

import io.freehold.domain.identity.Builder;
import java.util.List;
import java.util.Optional;

/// An application that showed who it is (§5.5): what a person may be shown of it. One exists only
/// as the answer of `ManifestRules`.
///
/// @param name as it calls itself, which proves nothing; the host of its address where it has none
/// @param appUrl its address, the same in the registry and under its signature
/// @param foundAt the address of the manifest
/// @param manifestHash lower-case hexadecimal SHA-256 of the bytes of the manifest (threat T18)
/// @param privacyPolicyUrl and the two after it: https, or http where this server may speak to
///   itself; empty where the application publishes none that can be opened
/// @param warnings sentences for the person who decides; none where all is well
public record VerifiedApp(
    Builder builder,
    ShownText name,
    String appUrl,
    String foundAt,
    String manifestHash,
    Optional<String> privacyPolicyUrl,
    Optional<String> termsUrl,
    Optional<String> supportUrl,
    Optional<String> webhookUrl,
    List<String> warnings) {
  public VerifiedApp {
    warnings = List.copyOf(warnings);
  }
}
