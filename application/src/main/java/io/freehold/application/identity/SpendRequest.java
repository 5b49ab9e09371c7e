package io.freehold.application.identity;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;

import io.freehold.application.port.UsedRequests;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.SignedRequest;
import io.freehold.domain.identity.SignedRequestRules;
import java.util.function.Supplier;

/// Uses a signed request up, where it is good for so many uses only (threat T5). It is done apart
/// from finding out who signed, and last: a request that was told to come back later can come back,
/// and who is not let in takes no room in the memory of used requests (threat T29).
public final class SpendRequest {
  private final Supplier<SignedRequestRules> rules;
  private final UsedRequests usedRequests;
  private final Uses uses;

  /// How often a request that asks for single use is good.
  public enum Uses {
    ONCE(1),

    /// Clients sign whole seconds, so that two pages of one builder that ask for the same thing
    /// within a second send the same request. It is good for that many, and no more.
    BY_THE_PAGES_OF_A_SECOND(20);

    private final int max;

    Uses(int max) {
      this.max = max;
    }
  }

  /// @param rules asked at every request: the audiences are known once the server listens
  public SpendRequest(Supplier<SignedRequestRules> rules, UsedRequests usedRequests, Uses uses) {
    this.rules = rules;
    this.usedRequests = usedRequests;
    this.uses = uses;
  }

  /// Refuses a request that was used as often as it is good for, or may have been before a restart.
  public void spend(Address signer, SignedRequest signed, ReceivedRequest received) {
    SignedRequestRules current = rules.get();
    if (current.asksForSingleUse(received)
        && !(isOneOfItsUses(signer, signed, current)
            && usedRequests.isOfThisRun(signer, signed.issued()))) {
      throw Problem.unauthorized(
              INVALID_SIGNATURE, "This signed request was used before; sign a new one")
          .asException();
    }
  }

  private boolean isOneOfItsUses(Address signer, SignedRequest signed, SignedRequestRules current) {
    for (int use = 1; use <= uses.max; use++) {
      String numbered = signed.signedText() + "#" + use;
      if (usedRequests.isFirstUse(signer, numbered, signed.uselessAfter(current))) {
        return true;
      }
    }
    return false;
  }
}
