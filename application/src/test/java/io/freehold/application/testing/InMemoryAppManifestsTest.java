package io.freehold.application.testing;

import static io.freehold.application.testing.SampleManifest.aManifest;

import io.freehold.application.port.AppManifests;

class InMemoryAppManifestsTest extends AppManifestsContract {
  private final InMemoryAppManifests manifests = new InMemoryAppManifests();

  @Override
  protected AppManifests manifests() {
    return manifests;
  }

  @Override
  protected String publish(String name) {
    swap(Cast.APP_URL, name);
    return Cast.APP_URL;
  }

  @Override
  protected void swap(String appUrl, String name) {
    manifests.publish(appUrl, aManifest().named(name).manifest());
  }

  @Override
  protected String emptyAddress() {
    return "https://nothing.example.com";
  }
}
