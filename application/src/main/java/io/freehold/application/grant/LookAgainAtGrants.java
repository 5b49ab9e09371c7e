package io.freehold.application.grant;

import io.freehold.application.port.Grants;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import java.util.Collection;
import java.util.function.BooleanSupplier;

/// Looks again at grants under which something is being given, which may take long: one that was
/// revoked elsewhere meanwhile becomes known here, and what is given under it ends (threat T19).
public final class LookAgainAtGrants {
  private final Grants grants;
  private final VerifyGrant verifyGrant;

  public LookAgainAtGrants(Grants grants, VerifyGrant verifyGrant) {
    this.grants = grants;
    this.verifyGrant = verifyGrant;
  }

  /// @param goesOn asked before each grant; false when there is no time for more
  public void look(Collection<GrantId> inUse, BooleanSupplier goesOn) {
    for (GrantId grant : inUse) {
      if (!goesOn.getAsBoolean()) {
        return;
      }
      look(grant);
    }
  }

  /// A gateway that cannot say, or says what cannot be believed, is asked again the next time.
  private void look(GrantId id) {
    try {
      grants.find(id).ifPresent(verifyGrant::verify);
    } catch (ProblemException e) {
      switch (e.problem()) {
        case Problem.ServiceUnavailable _, Problem.GrantRequired _ -> {}
        default -> throw e;
      }
    }
  }
}
