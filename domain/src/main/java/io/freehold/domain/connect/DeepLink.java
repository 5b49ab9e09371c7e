package io.freehold.domain.connect;

import io.freehold.domain.identity.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// What opens a session at its owner's: `vana://connect?sessionId=…&secret=…` (§4.5).
public record DeepLink(SessionId session, Secret secret) {
  private static final String BEGIN = "vana://connect?";
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{16,128}");

  public DeepLink {
    if (!SECRET.matcher(secret.reveal()).matches()) {
      throw new IllegalArgumentException("a session's secret is 16 to 128 letters, digits, - or _");
    }
  }

  /// Parameters it does not know are passed over; one given twice is refused.
  public static DeepLink of(String text) {
    String trimmed = text.strip();
    int query = trimmed.indexOf('?');
    if (trimmed.length() > 2_048 || !isConnect(trimmed, query)) {
      throw new IllegalArgumentException(
          "a deep link looks like " + BEGIN + "sessionId=…&secret=…");
    }
    Map<String, String> parameters = parameters(trimmed.substring(query + 1));
    return new DeepLink(
        new SessionId(parameters.getOrDefault("sessionId", "")),
        new Secret(parameters.getOrDefault("secret", "")));
  }

  private static boolean isConnect(String text, int query) {
    String begin = query < 0 ? text : text.substring(0, query);
    return begin.equals("vana://connect") || begin.equals("vana://connect/");
  }

  private static Map<String, String> parameters(String query) {
    var all = new HashMap<String, String>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (all.put(name, equals < 0 ? "" : pair.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("the deep link names a parameter twice");
      }
    }
    return all;
  }

  /// With the secret in it: for whoever is to open it, and for nobody's log.
  public Secret text() {
    return new Secret(BEGIN + "sessionId=" + session + "&secret=" + secret.reveal());
  }
}
