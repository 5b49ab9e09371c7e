package io.freehold.benchmarks.load;

import java.util.Arrays;

/// How long each request took, in nanoseconds.
public final class Latencies {
  private static final int FIRST_ROOM = 1 << 14;

  private long[] nanos = new long[FIRST_ROOM];
  private int count;
  private boolean isSorted = true;

  public void add(long value) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = value;
    isSorted = false;
  }

  public int count() {
    return count;
  }

  /// The smallest value that is not exceeded by `percent` of all; 0 when there are none.
  public long percentile(double percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("no percentage: " + percent);
    }
    if (count == 0) {
      return 0;
    }
    if (!isSorted) {
      Arrays.sort(nanos, 0, count);
      isSorted = true;
    }
    int rank = (int) Math.ceil(percent / 100 * count);
    return nanos[Math.max(1, rank) - 1];
  }
}
