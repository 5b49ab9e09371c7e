package io.freehold.bootstrap.tour;

import java.io.PrintWriter;
import java.util.function.Supplier;

/// Tells what happens, each step with the time it took.
final class Narrator {
  private final PrintWriter out;
  private int steps;

  Narrator(PrintWriter out) {
    this.out = out;
  }

  /// Does one step and says what it showed.
  ///
  /// @param work returns one line about what was seen
  void step(String what, Supplier<String> work) {
    long before = System.nanoTime();
    String seen = work.get();
    double millis = (System.nanoTime() - before) / 1e6;
    steps++;
    out.println("%2d. %-52s %8.1f ms   %s".formatted(steps, what, millis, seen));
    out.flush();
  }

  int steps() {
    return steps;
  }
}
