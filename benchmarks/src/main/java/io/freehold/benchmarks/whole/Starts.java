package io.freehold.benchmarks.whole;

import io.freehold.benchmarks.load.Latencies;
import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.process.StartTime;
import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Report;
import io.freehold.benchmarks.report.Target;
import java.util.Map;

/// From the call of the launcher to the first 200, with the start-up cache and without it, in a
/// home that has been used and in one that is new.
final class Starts implements Experiment {
  private static final Map<String, String> WITHOUT_CACHE =
      Map.of("FREEHOLD_JAVA_OPTS", "-XX:AOTMode=off");

  @Override
  public String name() {
    return "start";
  }

  @Override
  public void run(Checkout checkout, Bounds bounds, Report report) {
    var used = new Latencies();
    var fresh = new Latencies();
    var uncached = new Latencies();
    try (var home = Home.in(checkout.workFolder())) {
      StartTime.measure(checkout, home, Map.of());
      for (int i = 0; i < bounds.starts(); i++) {
        used.add(StartTime.measure(checkout, home, Map.of()).toNanos());
        uncached.add(StartTime.measure(checkout, home, WITHOUT_CACHE).toNanos());
        try (var another = Home.in(checkout.workFolder())) {
          fresh.add(StartTime.measure(checkout, another, Map.of()).toNanos());
        }
      }
    }
    if (!checkout.hasStartUpCache()) {
      report.say("  there is no start-up cache here: the next figures are without it");
    }
    report.add(median("start to first 200", "with the start-up cache", used, 0.35));
    report.add(median("start to first 200", "with it, in a new home", fresh, 0.35));
    report.add(median("start to first 200", "without it", uncached, 1.0));
  }

  private static Figure median(String work, String how, Latencies times, double secondsMax) {
    return Figure.of(work, how, times.percentile(50) / 1e9, "s", Target.atMost(secondsMax));
  }
}
