package io.freehold.adapters.chain.schema;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is made when it is first wanted, and once. Where making it fails, the next who wants it
/// tries again.
final class Deferred<T> implements Supplier<T> {
  private final Supplier<T> make;
  private volatile @Nullable T made;

  Deferred(Supplier<T> make) {
    this.make = make;
  }

  @Override
  public T get() {
    T known = made;
    return known == null ? madeOnce() : known;
  }

  private synchronized T madeOnce() {
    T known = made;
    if (known == null) {
      known = make.get();
      made = known;
    }
    return known;
  }
}
