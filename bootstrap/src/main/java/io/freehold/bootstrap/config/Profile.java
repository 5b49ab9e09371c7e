package io.freehold.bootstrap.config;

import io.freehold.bootstrap.config.SettingValues.Found;
import java.util.Locale;
import java.util.Map;

/// Which roles a process carries, by one word. It only sets defaults: whatever else is set wins.
enum Profile {
  /// Every role of the protocol in this process, without the internet.
  STANDALONE(Map.of()),
  /// The personal server alone, with the public gateway, relay and storage.
  VANA(
      Map.of(
          "gateway.mode", "remote",
          "gateway.url", "https://data-gateway.vana.org",
          "relay.enabled", "false",
          "relay.url", "https://session-relay.vana.org",
          "blobs.enabled", "false",
          "storage.config.vana.url", "https://storage.vana.org"));

  private final Map<String, String> defaults;

  Profile(Map<String, String> defaults) {
    this.defaults = defaults;
  }

  static Profile of(SettingValues values) {
    return values.read(
        "profile",
        STANDALONE,
        "standalone or vana",
        text -> Profile.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  void addTo(Map<String, Found> values) {
    String place = "the profile " + name().toLowerCase(Locale.ROOT);
    defaults.forEach((path, text) -> values.putIfAbsent(path, new Found(text, place)));
  }
}
