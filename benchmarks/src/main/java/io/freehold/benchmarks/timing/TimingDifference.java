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

  private static final double[] SHARES_KEPT = {0.5, 0.75, 0.9, 0.95, 0.99};
  private static final int SAMPLES_MIN = 100;
  private static final int LEFT_MIN = 8;

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
  ///
  /// @param samples 100 or more; fewer tell nothing
  public static TimingDifference between(
      Work first, Work second, int samples, RandomGenerator random) {
    if (samples < SAMPLES_MIN) {
      throw new IllegalArgumentException("fewer than " + SAMPLES_MIN + " samples");
    }
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

  /// A difference of the means, in nanoseconds and with the slowest tenth left out, that would come
  /// to `CERTAIN` about every second time: smaller ones are hardly seen in so many samples.
  public double hardlySeenBelowNanos() {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    long most = sorted[(int) (0.9 * (sorted.length - 1))];
    return CERTAIN
        * Math.sqrt(moments(false, most).varianceOfMean() + moments(true, most).varianceOfMean());
  }

  private double t(long most) {
    Moments first = moments(false, most);
    Moments second = moments(true, most);
    if (first.count() < LEFT_MIN || second.count() < LEFT_MIN) {
      return 0;
    }
    double spread = first.varianceOfMean() + second.varianceOfMean();
    double difference = second.mean() - first.mean();
    if (spread == 0) {
      return difference == 0 ? 0 : Double.MAX_VALUE;
    }
    return difference / Math.sqrt(spread);
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
