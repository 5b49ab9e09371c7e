package io.freehold.application.sync;

import java.util.List;
import java.util.function.Function;

/// Does several things at once, a bounded number of them, and returns when all are done.
public interface Workers {
  /// In the order of the items; an exception of one is thrown when the others are done.
  <T, R> List<R> all(List<T> items, Function<T, R> work);
}
