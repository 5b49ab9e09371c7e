package io.freehold.adapters.persistence.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.function.Function;

/// A bounded memory of look-ups that found something. `forget` waits for a look-up of the same key
/// that is under way, so that what was read before a write does not outlive it.
final class Remembered<K, V> {
  private final Cache<K, V> found;
  private final Function<K, Optional<V>> lookUp;

  Remembered(int max, Function<K, Optional<V>> lookUp) {
    this.found = Caffeine.newBuilder().maximumSize(max).executor(Runnable::run).build();
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
