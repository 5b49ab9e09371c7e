package io.freehold.bootstrap.reliability;

import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// What every experiment has: a name, dice that can be thrown again (`-Dfreehold.seed=`), a short
/// and a long form (`-Dfreehold.long=true`), and one line that says how it went.
final class Experiment implements TestWatcher {
  static final boolean IS_LONG = Boolean.getBoolean("freehold.long");

  private final String name;
  private final long seed = Long.getLong("freehold.seed", new Random().nextInt(1_000_000));
  private final Random random = new Random(seed);

  /// @param name such as R1
  Experiment(String name) {
    this.name = name;
  }

  Random random() {
    return random;
  }

  static int rounds(int usually, int inTheLongForm) {
    return IS_LONG ? inTheLongForm : usually;
  }

  /// Prints the one line.
  void report(String facts, Object... arguments) {
    System.out.println(name + " seed=" + seed + " " + facts.formatted(arguments));
  }

  /// Says loudly what cannot be tried on this machine.
  void cannotBeTried(String why) {
    System.out.println(name + " NOT TRIED on this machine: " + why);
    org.junit.jupiter.api.Assumptions.abort(name + ": " + why);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    System.out.println(
        "%s FAILED: repeat it with -Dfreehold.seed=%d%s"
            .formatted(name, seed, IS_LONG ? " -Dfreehold.long=true" : ""));
  }
}
