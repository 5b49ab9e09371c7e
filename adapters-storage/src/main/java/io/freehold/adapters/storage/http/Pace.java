package io.freehold.adapters.storage.http;

import io.freehold.application.Limits;
import java.time.Duration;

/// How fast a transfer goes. Only the time spent on waiting for the other side counts, and whoever
/// keeps moving less than counts as progress is taken to stand still.
final class Pace {
  private final long windowNanos;
  private final long bytesMin;
  private long waitedNanos;
  private long movedBytes;

  Pace(Limits limits) {
    this.windowNanos = limits.storageTimeout().toNanos();
    this.bytesMin =
        Math.max(1, limits.storageTimeout().toMillis() * limits.storageBytesPerSecondMin() / 1_000);
  }

  /// How long the next wait may be: no time at all for whoever stood still for too long.
  Duration patience() {
    return Duration.ofNanos(Math.max(0, windowNanos - waitedNanos));
  }

  void moved(long bytes, long nanos) {
    waitedNanos += nanos;
    movedBytes += bytes;
    if (movedBytes >= bytesMin) {
      waitedNanos = 0;
      movedBytes = 0;
    }
  }
}
