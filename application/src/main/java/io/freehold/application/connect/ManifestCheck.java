package io.freehold.application.connect;

import io.freehold.application.port.AppManifests;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.AppManifest;
import io.freehold.domain.connect.ManifestRules;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.identity.Builder;

/// Finds out whether an application is the registered one (§5.5). Nothing may be asked on behalf of
/// one that is not.
final class ManifestCheck {
  private final AppManifests manifests;
  private final Signatures signatures;
  private final ManifestRules rules;

  ManifestCheck(AppManifests manifests, Signatures signatures, ManifestRules rules) {
    this.manifests = manifests;
    this.signatures = signatures;
    this.rules = rules;
  }

  /// Fetches the manifest anew each time; `ManifestRefused` says why it does not do.
  VerifiedApp verify(Builder builder, SessionRequest request) {
    if (!request.builder().equals(builder.address())) {
      throw new Problem.ManifestRefused("The session belongs to another app.").asException();
    }
    AppManifest manifest = manifests.find(builder.appUrl());
    var signer =
        signatures.signerOf(manifest.block().canonicalText(), manifest.block().signature());
    return rules.verify(manifest, builder, request, signer);
  }
}
