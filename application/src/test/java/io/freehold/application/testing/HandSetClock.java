package io.freehold.application.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until a test sets it, backwards as well.
public final class HandSetClock implements InstantSource {
  private volatile Instant instant;

  public HandSetClock(Instant instant) {
    this.instant = instant;
  }

  @Override
  public Instant instant() {
    return instant;
  }

  public void set(Instant time) {
    instant = time;
  }

  public void advance(Duration by) {
    instant = instant.plus(by);
  }
}
