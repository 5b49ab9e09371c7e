package io.freehold.benchmarks.whole;

import io.freehold.benchmarks.load.Load;
import io.freehold.benchmarks.load.LoadResult;
import io.freehold.benchmarks.load.Requests;
import io.freehold.benchmarks.process.ProcessUsage;
import io.freehold.benchmarks.report.Figure;
import java.time.Duration;

/// A load, and what it cost the server.
///
/// @param cpuMicros of the server, per request: all of its threads, compiling and collecting too
/// @param growthBytes of resident memory, from before the load to its peak
record Measured(LoadResult result, double cpuMicros, long growthBytes) {

  /// Warms up, then measures.
  static Measured of(
      Inhabited server,
      int connections,
      Requests requests,
      int status,
      Bounds bounds,
      int requestsMax) {
    var load = new Load(server.address(), connections, requests);
    return of(server.usage(), load, status, bounds, requestsMax);
  }

  /// Warms up, then measures.
  static Measured of(ProcessUsage usage, Load load, int status, Bounds bounds, int requestsMax) {
    load.run(bounds.warmUp(), requestsMax).onlyOf(status);
    usage.forgetPeak();
    long before = usage.residentBytes();
    Duration cpu = usage.cpu();
    LoadResult result = load.run(bounds.measured(), requestsMax).onlyOf(status);
    Duration used = usage.cpu().minus(cpu);
    return new Measured(
        result, used.toNanos() / 1e3 / result.requests(), usage.peakBytes() - before);
  }

  /// How much of one core was busy with it.
  double cores() {
    return cpuMicros * result.perSecond() / 1e6;
  }

  Figure perSecond(String work) {
    return Figure.of(work, "requests", result.perSecond(), "/s");
  }

  Figure p50(String work) {
    return Figure.of(work, "p50", result.millis(50), "ms");
  }

  Figure p99(String work) {
    return Figure.of(work, "p99", result.millis(99), "ms");
  }

  Figure cpu(String work) {
    return Figure.of(work, "server CPU per request", cpuMicros, "µs");
  }
}
