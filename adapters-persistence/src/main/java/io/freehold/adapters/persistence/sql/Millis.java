package io.freehold.adapters.persistence.sql;

import java.time.Instant;

/// Times as databases keep and compare them: whole milliseconds since 1970. What is beyond is as
/// far as a number can be.
public final class Millis {
  private Millis() {}

  public static long of(Instant time) {
    try {
      return time.toEpochMilli();
    } catch (ArithmeticException e) {
      return time.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  public static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
