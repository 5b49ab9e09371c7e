package io.freehold.adapters.http;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Cause;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that bodies may take together (threat T28). Bodies of strangers have a budget of
/// their own, so that they cannot crowd out the owner.
final class BodyBudget {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final long bytesMax;
  private final AtomicLong used = new AtomicLong();

  BodyBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// A part of the heap; the rest is for everything that is not a body.
  static BodyBudget of(long heapBytesMax, int percent) {
    return new BodyBudget(heapBytesMax / 100 * percent);
  }

  /// A share of the budget, given back when it is closed.
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /// @param cost bytes of memory per byte of the body
  Share take(long bodyBytes, int cost) {
    long bytes = bodyBytes * cost;
    if (bytes > bytesMax) {
      throw tooLargeForThisHeap(bodyBytes, cost);
    }
    if (used.addAndGet(bytes) > bytesMax) {
      used.addAndGet(-bytes);
      throw new Problem.ServiceUnavailable(
              Cause.OVERLOAD, "too many large bodies at once; try again", RETRY_AFTER)
          .asException();
    }
    return () -> used.addAndGet(-bytes);
  }

  private RefusalException tooLargeForThisHeap(long bodyBytes, int cost) {
    return Refusal.of(
            413,
            "CONTENT_TOO_LARGE",
            "The memory of this server takes bodies of this kind up to "
                + bytesMax / cost
                + " bytes; start it with more (java -Xmx) to send "
                + bodyBytes)
        .detail("bytesMax", bytesMax / cost)
        .asException();
  }
}
