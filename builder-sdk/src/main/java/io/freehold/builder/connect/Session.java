package io.freehold.builder.connect;

import io.freehold.builder.json.Json;
import io.freehold.builder.json.ProtocolTime;
import java.net.URI;
import java.time.Instant;

/// A session at the relay (§4.5). Its deep link is for the person alone: whoever has it can answer
/// in their place.
///
/// ```java
/// Session session = client.sessions().create(SessionRequest.forScopes("instagram.profile"));
/// String button = session.deepLink().toString(); // vana://connect?sessionId=...&secret=...
/// log("session " + session); // the id and the time; not the link
/// ```
public record Session(SessionId id, URI deepLink, Instant expiresAt) {
  static Session read(Json json) {
    return new Session(
        json.required("sessionId", SessionId::new),
        json.required("deepLinkUrl", URI::create),
        json.required("expiresAt", ProtocolTime::read));
  }

  @Override
  public String toString() {
    return "Session[" + id + ", until " + expiresAt + "]";
  }
}
