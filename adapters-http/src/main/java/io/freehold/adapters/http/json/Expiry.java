package io.freehold.adapters.http.json;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import java.time.Instant;

/// The protocol's way to write an expiry: seconds since 1970, 0 for never.
public final class Expiry {
  /// The end of the year 9999. Whoever sends more has sent milliseconds.
  private static final long SECONDS_MAX = 253_402_300_799L;

  private Expiry() {}

  /// The expiry a body asks for; `Instant.MAX` for never. One that is over already is refused.
  public static Instant in(JsonMembers body, String name, Instant now) {
    long seconds = body.numberOrDigits(name).orElse(0);
    if (seconds == 0) {
      return Instant.MAX;
    }
    if (seconds > SECONDS_MAX) {
      throw refused(name, "seconds since 1970 are wanted, not milliseconds");
    }
    if (seconds <= now.getEpochSecond()) {
      throw refused(name, "this time is over; send seconds since 1970, or 0 for never");
    }
    return Instant.ofEpochSecond(seconds);
  }

  public static long seconds(Instant expiresAt) {
    return expiresAt.equals(Instant.MAX) ? 0 : expiresAt.getEpochSecond();
  }

  private static RuntimeException refused(String name, String reason) {
    return Problem.malformed(Subject.BODY, name + ": " + reason).asException();
  }
}
