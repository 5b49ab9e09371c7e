package io.freehold.builder;

import io.freehold.builder.http.ClientLimits;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/// Clients that wait for nothing but count it.
public final class TestClients {
  public static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);
  public static final ClientLimits LIMITS =
      ClientLimits.STANDARD.withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

  /// How long each wait would have been.
  public final List<Duration> waits = new CopyOnWriteArrayList<>();

  public BuilderClient.Settings at(URI url) {
    return BuilderClient.forKey(TestKeys.BUILDER)
        .relay(url)
        .gateway(url)
        .allowLoopback()
        .limits(LIMITS)
        .clock(InstantSource.fixed(NOW))
        .chance(new Random(1), waits::add);
  }
}
