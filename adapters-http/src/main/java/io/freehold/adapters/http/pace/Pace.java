package io.freehold.adapters.http.pace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.domain.Problem;
import java.time.Duration;
import java.util.function.LongSupplier;

/// How many requests each of many callers may send: a burst at once, then so many a second. Only so
/// many callers are counted at a time; one that was idle long enough to have everything back is
/// forgotten.
public final class Pace {
  private final double perSecond;
  private final int burst;
  private final LongSupplier nanoTime;
  private final Cache<String, TokenBucket> buckets;

  public Pace(int perSecond, int burst, int callersMax, LongSupplier nanoTime) {
    this((double) perSecond, burst, callersMax, nanoTime);
  }

  /// So many in a minute, all of them at once if need be.
  public static Pace perMinute(int requests, int callersMax, LongSupplier nanoTime) {
    return new Pace(requests / 60.0, requests, callersMax, nanoTime);
  }

  private Pace(double perSecond, int burst, int callersMax, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(callersMax)
            .expireAfterAccess(Duration.ofSeconds(1 + (long) Math.ceil(burst / perSecond)))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /// Refuses a caller that has nothing left, and costs nothing.
  public void mustHaveRoom(String caller) {
    TokenBucket bucket = buckets.getIfPresent(caller);
    if (bucket != null) {
      Duration wait = bucket.untilNext(nanoTime.getAsLong());
      if (wait.isPositive()) {
        throw new Problem.RateLimited(wait).asException();
      }
    }
  }

  /// Costs one request, and refuses the caller that has none left.
  public Allowance charge(String caller) {
    return charge(caller, 1);
  }

  /// Costs two requests, of which the second may be paid later: who may send one may send this.
  public Allowance chargeTwice(String caller) {
    return charge(caller, 2);
  }

  private Allowance charge(String caller, int requests) {
    long now = nanoTime.getAsLong();
    TokenBucket bucket = buckets.get(caller, _ -> new TokenBucket(perSecond, burst, now));
    if (!bucket.take(now, requests)) {
      throw new Problem.RateLimited(bucket.untilNext(now)).asException();
    }
    return bucket.allowance(now);
  }

  /// What a caller has left, at no cost.
  public Allowance left(String caller) {
    TokenBucket bucket = buckets.getIfPresent(caller);
    return bucket == null ? new Allowance(burst, burst, 0) : bucket.allowance(nanoTime.getAsLong());
  }

  /// How many callers are counted now.
  long counted() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }
}
