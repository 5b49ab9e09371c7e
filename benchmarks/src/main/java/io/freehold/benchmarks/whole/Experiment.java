package io.freehold.benchmarks.whole;

import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.report.Report;

/// One measurement of whole servers: it starts what it needs, adds its figures, and stops it.
public interface Experiment {
  /// What `--only` calls it.
  String name();

  void run(Checkout checkout, Bounds bounds, Report report);
}
