package io.freehold.benchmarks.load;

import java.util.Map;
import java.util.TreeMap;

/// What a load met.
///
/// @param nanos from the first request to the last answer
/// @param statuses how often each status was the answer
public record LoadResult(long nanos, Latencies latencies, Map<Integer, Integer> statuses) {

  public long requests() {
    return latencies.count();
  }

  public double perSecond() {
    return requests() * 1e9 / nanos;
  }

  public double millis(double percentile) {
    return latencies.percentile(percentile) / 1e6;
  }

  /// This result, if every answer had the status; a figure of refusals would say nothing.
  public LoadResult onlyOf(int status) {
    if (!statuses.keySet().equals(java.util.Set.of(status))) {
      throw new IllegalStateException("expected only " + status + ", got " + statuses);
    }
    return this;
  }

  /// Collects a result.
  static final class Builder {
    private final Latencies latencies = new Latencies();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    void add(long nanos, int status) {
      latencies.add(nanos);
      statuses.merge(status, 1, Integer::sum);
    }

    LoadResult done(long nanos) {
      return new LoadResult(nanos, latencies, statuses);
    }
  }
}
