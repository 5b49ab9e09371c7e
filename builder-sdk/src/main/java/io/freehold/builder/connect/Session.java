package io.freehold.builder.connect;

import io.freehold.builder.json.Json;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// A session at the relay (§4.5). Its deep link is for the person alone: whoever has it can answer
/// in their place.
///
/// ```java
/// Session session = client.sessions().create(SessionRequest.forScopes("instagram.profile"));
/// String button = session.deepLink().toString(); // vana://connect?sessionId=...&secret=...
/// log("session " + session); // the id and the time; not the link
/// ```
public record Session(SessionId id, URI deepLink, Instant expiresAt) {
  private static final long MILLIS_FROM = 100_000_000_000L;

  static Session read(Json json) {
    return new Session(
        json.required("sessionId", SessionId::new),
        json.required("deepLinkUrl", URI::create),
        json.required("expiresAt", Session::time));
  }

  /// A time as text, or in seconds or milliseconds.
  static Instant time(String text) {
    try {
      if (text.matches("[0-9]{1,15}")) {
        long number = Long.parseLong(text);
        return number < MILLIS_FROM ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
      }
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw new IllegalArgumentException("a time is written like 2026-01-21T10:00:00Z");
    }
  }

  @Override
  public String toString() {
    return "Session[" + id + ", until " + expiresAt + "]";
  }
}
