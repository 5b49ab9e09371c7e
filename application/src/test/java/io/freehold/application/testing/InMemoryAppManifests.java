package io.freehold.application.testing;

import io.freehold.application.port.AppManifests;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.AppManifest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Manifests by the address of their application.
public final class InMemoryAppManifests implements AppManifests {
  private final Map<String, AppManifest> published = new ConcurrentHashMap<>();

  /// @param manifests found where they say they belong
  public static InMemoryAppManifests of(SampleManifest... manifests) {
    var all = new InMemoryAppManifests();
    for (SampleManifest manifest : manifests) {
      AppManifest published = manifest.manifest();
      all.publish(published.block().appUrl(), published);
    }
    return all;
  }

  public void publish(String appUrl, AppManifest manifest) {
    published.put(appUrl, manifest);
  }

  @Override
  public AppManifest find(String appUrl) {
    return Optional.ofNullable(published.get(appUrl))
        .orElseThrow(() ->
            new Problem.ManifestRefused("There is no manifest at " + appUrl + ".").asException());
  }
}
