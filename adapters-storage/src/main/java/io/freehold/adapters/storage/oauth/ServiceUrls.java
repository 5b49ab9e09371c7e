package io.freehold.adapters.storage.oauth;

import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.domain.identity.Origin;
import java.net.URI;

/// Reads the addresses of a service from the settings. Tokens go there: never over plain HTTP, but
/// to this machine itself (threat T64).
public final class ServiceUrls {
  private ServiceUrls() {}

  /// @param byDefault the vendor's own
  public static URI url(BackendSettings settings, String name, String byDefault) {
    return settings
        .find(name, "an address that begins with https:// and has no query", ServiceUrls::safe)
        .orElseGet(() -> URI.create(byDefault));
  }

  private static URI safe(String text) {
    URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    if (url.getRawAuthority() == null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException();
    }
    var origin = new Origin(url.getScheme() + "://" + url.getRawAuthority());
    if (!origin.isSecure() && !origin.isLoopback()) {
      throw new IllegalArgumentException();
    }
    return url;
  }
}
