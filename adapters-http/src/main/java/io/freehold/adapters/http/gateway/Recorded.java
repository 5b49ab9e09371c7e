package io.freehold.adapters.http.gateway;

import io.freehold.domain.Problem.AlreadyRegistered;
import io.freehold.domain.ProblemException;
import java.util.function.Supplier;

/// What became of a write: the id of its record, and the status that says whether the record is
/// new, replaces another, or was there before (§4.2.5).
record Recorded(int status, String id) {
  private static final int CONFLICT = 409;

  /// @param status when it was done just now
  static Recorded by(Supplier<String> recording, int status) {
    try {
      return new Recorded(status, recording.get());
    } catch (ProblemException e) {
      if (e.problem() instanceof AlreadyRegistered(_, String id)) {
        return new Recorded(CONFLICT, id);
      }
      throw e;
    }
  }

  boolean wasThereBefore() {
    return status == CONFLICT;
  }
}
