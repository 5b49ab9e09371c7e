package io.freehold.builder.connect;

import io.freehold.builder.json.Json;
import io.freehold.builder.json.ProtocolTime;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/// A session at the relay (§4.5). Its deep link is for the person alone: whoever has it can answer
/// in their place.
///
/// ```java
/// Session session = client.sessions().create(SessionRequest.forScopes("instagram.profile"));
/// String button = session.deepLink().toString(); // vana://connect?sessionId=...&secret=...
/// log("session " + session); // the id and the time; not the link
/// ```
public record Session(SessionId id, URI deepLink, Instant expiresAt) {
  /// What a browser would run or show instead of handing it to the person's software.
  private static final Set<String> NO_LINKS =
      Set.of("javascript", "data", "vbscript", "blob", "file");

  public Session {
    if (!deepLink.isAbsolute()
        || NO_LINKS.contains(deepLink.getScheme().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("the deep link is no link to open");
    }
  }

  static Session read(Json json) {
    return new Session(
        json.required("sessionId", SessionId::new),
        json.required("deepLinkUrl", Session::link),
        json.required("expiresAt", ProtocolTime::read));
  }

  /// The message of a URI that is none would quote it, and the secret with it.
  private static URI link(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException("the deep link is no link");
    }
  }

  @Override
  public String toString() {
    return "Session[" + id + ", until " + expiresAt + "]";
  }
}
