package io.freehold.benchmarks.whole;

import java.util.List;

/// All experiments, the shortest first.
public final class Experiments {
  private Experiments() {}

  public static List<Experiment> all() {
    return List.of(
        new Starts(),
        new Secrets(),
        new LargeBodies(),
        new Sessions(),
        new ReadAndIngest(),
        new Listings(),
        new LogPages(),
        new Copies());
  }
}
