package io.freehold.adapters.storage.http;

import io.freehold.application.Limits;
import io.freehold.application.testing.LimitsOf;
import java.time.Duration;
import java.util.Map;

/// The default limits, some of them changed by name.
public final class SampleLimits {
  private SampleLimits() {}

  /// Nothing large, nothing slow.
  public static Limits quick() {
    return LimitsOf.with(
        Map.of(
            "storageTimeout", Duration.ofMillis(300),
            "storageBlobBytesMax", 1L << 20,
            "storageAnswerBytesMax", 64 << 10));
  }

  /// Nothing large.
  public static Limits patient() {
    return LimitsOf.with(
        Map.of("storageBlobBytesMax", 1L << 20, "storageAnswerBytesMax", 64 << 10));
  }
}
