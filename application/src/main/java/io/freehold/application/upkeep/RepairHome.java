package io.freehold.application.upkeep;

import io.freehold.application.port.HomeCare;
import io.freehold.domain.upkeep.Findings;
import io.freehold.domain.upkeep.Inspection;
import io.freehold.domain.upkeep.Repairs;

/// Mends a home, and then looks whether it is whole.
public final class RepairHome {
  private final HomeCare care;

  public RepairHome(HomeCare care) {
    this.care = care;
  }

  /// @param left what is found afterwards
  public Inspection repair(Repairs done, Findings left) {
    care.repair(done);
    return care.inspect(left);
  }
}
