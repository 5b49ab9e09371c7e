package io.freehold.application.port;

import io.freehold.domain.connect.AppManifest;

/// The manifests that applications publish (§5.5).
public interface AppManifests {
  /// The manifest of the application at this address: the one its page links to, else
  /// `/manifest.json`, of the same origin. What cannot be had or read is `ManifestRefused`, with a
  /// reason for a person.
  AppManifest find(String appUrl);
}
