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
/// @param settling before memory is called idle: the start leaves some behind that goes back by
///   then
/// @param resting after a load, before memory is looked at: as long as a server takes to notice
///   that it has gone quiet, and some more
/// @param afterwards until memory is looked at again; zero leaves that out
/// @param uploads files of 100 KB that are brought to a storage
/// @param fetches files of 1 KB that a new server gets from there
/// @param idle how long a server that has nothing to do is looked at
public record Bounds(
    Duration warmUp,
    Duration measured,
    int requestsMax,
    int versions,
    int logLines,
    int starts,
    Duration settling,
    Duration resting,
    Duration afterwards,
    int uploads,
    int fetches,
    Duration idle) {

  public static final Bounds FULL =
      new Bounds(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          200_000,
          100_000,
          3_000_000,
          15,
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          1_000,
          10_000,
          Duration.ofMinutes(3));

  public static final Bounds QUICK =
      new Bounds(
          Duration.ofSeconds(4),
          Duration.ofSeconds(3),
          40_000,
          5_000,
          100_000,
          5,
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ZERO,
          100,
          500,
          Duration.ofMinutes(1));

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
          Duration.ZERO,
          4,
          8,
          Duration.ofSeconds(1));
}
