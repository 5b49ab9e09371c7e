package io.freehold.adapters.chain.embedded;

import io.freehold.domain.Problem.AlreadyRegistered;
import io.freehold.domain.ProblemException;
import java.util.function.Supplier;

/// Recording what is recorded already is a success (§4.2.5).
final class DoneAlready {
  private DoneAlready() {}

  /// The id that `recording` gives, or the id of the record that was there before.
  static String idFrom(Supplier<String> recording) {
    try {
      return recording.get();
    } catch (ProblemException e) {
      if (e.problem() instanceof AlreadyRegistered(_, String id)) {
        return id;
      }
      throw e;
    }
  }
}
