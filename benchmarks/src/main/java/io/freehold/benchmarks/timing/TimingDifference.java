package io.freehold.benchmarks.timing;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Whether two kinds of work differ in the time they take, after dudect (Reparaz, Balasch,
/// Verbauwhede, "Dude, is my code constant time?", 2017): both are done in a random order, so that
/// whatever else the machine does falls on both, and Welch's t-test compares the means. Of what
/// takes longest a part is left out, a larger one each time, because interruptions hide small
/// differences; the largest t is the answer.
public final class TimingDifference {
  /// From here on dudect calls the work definitely not constant in time.
  public static final double CERTAIN = 10;

  private static final double SIGN = 4.5;
  private static final double[] SHARES_KEPT = {0.5, 0.75, 0.9, 0.95, 0.99};
  private static final int SAMPLES_MIN = 8;

  private final long[] nanos;
  private final boolean[] isSecond;

  private TimingDifference(long[] nanos, boolean[] isSecond) {
    this.nanos = nanos;
    this.isSecond = isSecond;
  }

  /// Work of one kind; returns how long it took.
  @FunctionalInterface
  public interface Work {
    /// @param number of the sample, so that no two need to be alike
    long nanos(int number);
  }

  /// Does work of both kinds, each about half of the time.
  public static TimingDifference between(
      Work first, Work second, int samples, RandomGenerator random) {
    long[] nanos = new long[samples];
    boolean[] isSecond = new boolean[samples];
    for (int i = 0; i < samples; i++) {
      isSecond[i] = random.nextBoolean();
      nanos[i] = (isSecond[i] ? second : first).nanos(i);
    }
    return new TimingDifference(nanos, isSecond);
  }

  /// The largest |t|: below 4.5 there is no sign of a difference, from 10 on there certainly is
  /// one.
  public double t() {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (double share : SHARES_KEPT) {
      largest = Math.max(largest, Math.abs(t(sorted[(int) (share * (sorted.length - 1))])));
    }
    return largest;
  }

  /// The smallest difference of the means that would be a sign of one, in nanoseconds, the slowest
  /// tenth left out: what these samples cannot see.
  public double blindBelowNanos() {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    long most = sorted[(int) (0.9 * (sorted.length - 1))];
    return SIGN
        * Math.sqrt(moments(false, most).varianceOfMean() + moments(true, most).varianceOfMean());
  }

  private double t(long most) {
    Moments first = moments(false, most);
    Moments second = moments(true, most);
    if (first.count() < SAMPLES_MIN || second.count() < SAMPLES_MIN) {
      return 0;
    }
    double spread = first.varianceOfMean() + second.varianceOfMean();
    double difference = second.mean() - first.mean();
    return spread == 0 ? difference == 0 ? 0 : Double.MAX_VALUE : difference / Math.sqrt(spread);
  }

  private record Moments(long count, double mean, double squares) {
    double varianceOfMean() {
      return squares / (count - 1) / count;
    }
  }

  private Moments moments(boolean ofSecond, long most) {
    long count = 0;
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < nanos.length; i++) {
      if (isSecond[i] == ofSecond && nanos[i] <= most) {
        count++;
        double before = nanos[i] - mean;
        mean += before / count;
        squares += before * (nanos[i] - mean);
      }
    }
    return new Moments(count, mean, squares);
  }
}
