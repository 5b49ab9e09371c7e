package io.freehold.adapters.chain.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.domain.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// A memory of a gateway's answers, bounded in bytes and good for a short time (ADR 0008). That
/// there is nothing is never remembered: what was just registered is found at once.
final class Remembered<K, V> {
  private static final int USUAL_BYTES = 2_000;

  private final Cache<K, Kept<V>> kept;
  private final Freshness freshness;

  /// How long an answer is good for.
  ///
  /// @param maxAge zero for not at all
  /// @param staleIfError whether an older answer is good for as long as the gateway fails
  /// @param rememberedMax answers of one kind and of usual size; of larger ones, accordingly fewer
  record Freshness(Duration maxAge, boolean staleIfError, int rememberedMax, InstantSource clock) {}

  private record Kept<V>(V value, Instant at) {}

  /// @param bytes about how much memory an answer takes
  Remembered(Freshness freshness, ToIntFunction<V> bytes) {
    this.freshness = freshness;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight((long) freshness.rememberedMax() * USUAL_BYTES)
            .weigher(
                (K _, Kept<V> answer) -> Math.max(USUAL_BYTES, bytes.applyAsInt(answer.value())))
            .executor(Runnable::run)
            .build();
  }

  /// What is remembered, or else what is asked for and then remembered.
  Optional<V> find(K key, Supplier<Optional<V>> asking) {
    Optional<Kept<V>> known = Optional.ofNullable(kept.getIfPresent(key));
    if (known.isPresent() && isFresh(known.get())) {
      return known.map(Kept::value);
    }
    try {
      Optional<V> answer = asking.get();
      keep(key, answer);
      return answer;
    } catch (ProblemException e) {
      if (freshness.staleIfError() && known.isPresent() && Unavailable.isReasonOf(e)) {
        return known.map(Kept::value);
      }
      throw e;
    }
  }

  void forget(K key) {
    kept.invalidate(key);
  }

  private void keep(K key, Optional<V> answer) {
    Instant now = freshness.clock().instant();
    answer.ifPresentOrElse(
        value -> kept.put(key, new Kept<>(value, now)), () -> kept.invalidate(key));
  }

  /// A clock that was set back makes everything old.
  private boolean isFresh(Kept<V> known) {
    Instant now = freshness.clock().instant();
    return !now.isBefore(known.at()) && now.isBefore(known.at().plus(freshness.maxAge()));
  }
}
