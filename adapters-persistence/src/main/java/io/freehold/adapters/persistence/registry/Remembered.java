package io.freehold.adapters.persistence.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// A memory of look-ups that found something, bounded in bytes: strangers choose how large a record
/// is (threat T32). `forget` waits for a look-up of the same key that is under way, so that what
/// was read before a write does not outlive it.
final class Remembered<K, V> {
  private static final int USUAL_BYTES = 2_000;

  private final Cache<K, V> found;
  private final Function<K, Optional<V>> lookUp;

  /// @param max values of usual size; of larger ones, accordingly fewer
  Remembered(int max, ToIntFunction<V> bytes, Function<K, Optional<V>> lookUp) {
    this.found =
        Caffeine.newBuilder()
            .maximumWeight((long) max * USUAL_BYTES)
            .weigher((K _, V value) -> Math.max(USUAL_BYTES, bytes.applyAsInt(value)))
            .executor(Runnable::run)
            .build();
    this.lookUp = lookUp;
  }

  @SuppressWarnings("NullAway") // Null is Caffeine's word for what is not to be remembered.
  Optional<V> find(K key) {
    return Optional.ofNullable(found.get(key, k -> lookUp.apply(k).orElse(null)));
  }

  void forget(K key) {
    found.invalidate(key);
  }
}
