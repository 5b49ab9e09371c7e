package io.freehold.application.grant;

import io.freehold.application.port.Builders;
import io.freehold.application.port.Grants;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.grant.GrantDraft;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.identity.Caller;

/// Grants a builder what the owner wants it to read (§4.1.5). This server signs on the owner's
/// behalf, which the Gateway accepts because the owner registered it.
public final class CreateGrant {
  private final Builders builders;
  private final Grants grants;

  public CreateGrant(Builders builders, Grants grants) {
    this.builders = builders;
    this.grants = grants;
  }

  public GrantId create(Caller.Owner owner, GrantDraft draft) {
    Builder grantee =
        builders
            .find(draft.grantee())
            .orElseThrow(() -> new Problem.BuilderNotRegistered(draft.grantee()).asException());
    try {
      return grants.create(draft.by(owner.address()), grantee);
    } catch (ProblemException e) {
      throw inTheOwnersWords(e);
    }
  }

  /// That this server may not sign is nothing the caller did wrong, and something the owner can
  /// mend.
  private static RuntimeException inTheOwnersWords(ProblemException refusal) {
    return refusal.problem() instanceof Problem.SignerNotAllowed(Address signer, _)
        ? new Problem.ServerNotRegistered(signer).asException(refusal)
        : refusal;
  }
}
