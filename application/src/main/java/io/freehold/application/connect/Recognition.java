package io.freehold.application.connect;

import io.freehold.application.port.AppManifests;
import io.freehold.application.port.Builders;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ManifestRules;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.identity.Builder;

/// Finds out who asks: a registered builder whose application shows that it is its own (§5.5, spec
/// of builders).
public final class Recognition {
  private final Builders builders;
  private final ManifestCheck manifestCheck;

  public Recognition(
      Builders builders, AppManifests manifests, Signatures signatures, ManifestRules rules) {
    this.builders = builders;
    this.manifestCheck = new ManifestCheck(manifests, signatures, rules);
  }

  /// Whatever is wrong is a `ManifestRefused`, in words for a person.
  VerifiedApp appThatAsks(SessionRequest asked, Address owner) {
    if (asked.owner().filter(other -> !other.equals(owner)).isPresent()) {
      throw refused("The app asks somebody else than the owner of this server.");
    }
    Builder builder =
        builders
            .find(asked.builder())
            .orElseThrow(() ->
                refused("The app is not registered at the gateway (" + asked.builder() + ")."));
    return manifestCheck.verify(builder, asked);
  }

  private static RuntimeException refused(String reason) {
    return new Problem.ManifestRefused(reason).asException();
  }
}
