package io.freehold.bootstrap.cli;

import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.InvalidSettings;
import io.freehold.domain.ProblemException;
import io.freehold.domain.storage.StorageException;
import java.util.Optional;

/// What is expected to fail, in a sentence; everything else is a bug and has none.
final class Explanation {
  private Explanation() {}

  private static String withItsCause(IllegalStateException e) {
    Throwable cause = e.getCause();
    return e.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
  }

  static Optional<String> of(Throwable thrown) {
    return switch (thrown) {
      case Refusal refusal -> Optional.ofNullable(refusal.getMessage());
      case InvalidSettings invalid -> Optional.ofNullable(invalid.getMessage());
      case ProblemException e -> Optional.of(ProblemWords.of(e.problem()));
      case StorageException e -> Optional.of(e.failure().message());
      case PersistenceAdapter.HomeInUse e -> Optional.ofNullable(e.getMessage());
      case IllegalArgumentException e -> Optional.ofNullable(e.getMessage());
      // A port that is taken, a key file that is damaged: the machine is not as it should be.
      case IllegalStateException e -> Optional.of(withItsCause(e));
      default -> Optional.empty();
    };
  }
}
