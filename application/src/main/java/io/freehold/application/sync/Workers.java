package io.freehold.application.sync;

import java.util.List;
import java.util.function.Function;

/// Deals with several files at once, a bounded number of them.
public interface Workers {
  /// Returns when all that was begun is done. Once a file breaks the round off, no further one is
  /// begun. An exception of one is thrown when the others are done.
  <T> SyncRound all(List<T> files, Function<T, SyncRound> work);
}
