package io.freehold.adapters.http.pace;

import java.time.Duration;

/// One caller's requests: they come back evenly, up to the burst.
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perNano;
  private final int burst;
  private double tokens;
  private long countedAt;

  TokenBucket(double perSecond, int burst, long now) {
    this.perNano = perSecond / NANOS_PER_SECOND;
    this.burst = burst;
    this.tokens = burst;
    this.countedAt = now;
  }

  /// Takes so many if there is one, and waits for the others.
  synchronized boolean take(long now, int requests) {
    refill(now);
    if (tokens < 1) {
      return false;
    }
    tokens -= requests;
    return true;
  }

  /// How long until a request may be sent; zero when one may be sent now.
  synchronized Duration untilNext(long now) {
    refill(now);
    return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / perNano));
  }

  synchronized Allowance allowance(long now) {
    refill(now);
    long resetSeconds = (long) Math.ceil((burst - tokens) / perNano / NANOS_PER_SECOND);
    return new Allowance(burst, (int) Math.max(0, tokens), resetSeconds);
  }

  private void refill(long now) {
    tokens = Math.min(burst, tokens + Math.max(0, now - countedAt) * perNano);
    countedAt = now;
  }
}
