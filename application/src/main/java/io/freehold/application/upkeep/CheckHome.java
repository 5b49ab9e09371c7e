package io.freehold.application.upkeep;

import io.freehold.application.port.HomeCare;
import io.freehold.domain.upkeep.Findings;
import io.freehold.domain.upkeep.Inspection;

/// Finds what is wrong with a home, and changes nothing.
public final class CheckHome {
  private final HomeCare care;

  public CheckHome(HomeCare care) {
    this.care = care;
  }

  public Inspection check(Findings found) {
    return care.inspect(found);
  }
}
