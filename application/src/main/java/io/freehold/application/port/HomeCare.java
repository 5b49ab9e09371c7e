package io.freehold.application.port;

import io.freehold.domain.upkeep.Findings;
import io.freehold.domain.upkeep.Inspection;
import io.freehold.domain.upkeep.Repairs;

/// Looks after the home of a server that does not run. Memory does not grow with what is stored.
public interface HomeCare {
  /// Looks at everything and changes nothing.
  Inspection inspect(Findings found);

  /// Mends what can be mended and deletes nothing: what has to go is put aside.
  void repair(Repairs done);
}
