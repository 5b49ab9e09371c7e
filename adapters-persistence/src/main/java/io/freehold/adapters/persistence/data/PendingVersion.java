package io.freehold.adapters.persistence.data;

import io.freehold.domain.data.VersionSummary;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A version whose bytes are on disk and that waits to be given its place.
final class PendingVersion {
  private final NewVersion version;
  private final BooleanSupplier isDeleted;
  private final Path incoming;
  private Outcome outcome = Outcome.ABANDONED;
  private @Nullable RuntimeException failure;

  /// @param isDeleted whether a deletion has claimed its name for good
  PendingVersion(NewVersion version, BooleanSupplier isDeleted, Path incoming) {
    this.version = version;
    this.isDeleted = isDeleted;
    this.incoming = incoming;
  }

  enum Outcome {
    STORED,
    /// The name belongs to something else; another one is to be tried.
    TAKEN,
    ABANDONED
  }

  NewVersion version() {
    return version;
  }

  boolean isDeleted() {
    return isDeleted.getAsBoolean();
  }

  Path incoming() {
    return incoming;
  }

  void become(Outcome end) {
    outcome = end;
  }

  void fail(RuntimeException because) {
    failure = because;
  }

  boolean isCommitted() {
    return outcome == Outcome.STORED;
  }

  boolean isStored() {
    if (failure != null) {
      throw failure;
    }
    return switch (outcome) {
      case STORED -> true;
      case TAKEN -> false;
      case ABANDONED -> throw new IllegalStateException("the group was abandoned");
    };
  }

  VersionSummary summary() {
    return version.summary();
  }
}
