package io.freehold.benchmarks.whole;

import java.time.Duration;

/// How much is done: enough for figures that hold, or just enough to see the order of magnitude.
///
/// @param warmUp of each load, before anything is measured
/// @param measured of each load
/// @param requestsMax of each load of small documents; of larger ones, fewer
/// @param versions stored when listings are measured
/// @param logLines in the access log when its pages are measured
/// @param starts of each kind
/// @param settling before memory is called idle
/// @param resting after a load, before memory is looked at: as long as a server takes to notice
///   that it has gone quiet, and some more
/// @param afterwards until memory is looked at again; zero leaves that out
public record Bounds(
    Duration warmUp,
    Duration measured,
    int requestsMax,
    int versions,
    int logLines,
    int starts,
    Duration settling,
    Duration resting,
    Duration afterwards) {

  public static final Bounds FULL =
      new Bounds(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          200_000,
          100_000,
          3_000_000,
          15,
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofMinutes(5));

  public static final Bounds QUICK =
      new Bounds(
          Duration.ofSeconds(4),
          Duration.ofSeconds(3),
          40_000,
          5_000,
          100_000,
          5,
          Duration.ofSeconds(3),
          Duration.ofSeconds(20),
          Duration.ZERO);

  /// For tests of the measuring itself.
  public static final Bounds TINY =
      new Bounds(
          Duration.ofMillis(100),
          Duration.ofMillis(300),
          200,
          150,
          500,
          1,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO);
}
