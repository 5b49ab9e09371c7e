package io.freehold.application.connect;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;

import io.freehold.application.port.Signatures;
import io.freehold.application.port.UsedRequests;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.SignedRequest;
import io.freehold.domain.identity.SignedRequestRules;
import java.util.function.Supplier;

/// Finds out which address signed a request to the relay (§4.5); what that address may do is seen
/// later.
///
/// Clients sign whole seconds, so that two pages of one builder that ask for the same thing within
/// a second send the same request. It is good for that many, and no more (threat T5).
public final class AuthenticateSigner {
  private static final int USES_MAX = 20;

  private final Supplier<SignedRequestRules> rules;
  private final Signatures signatures;
  private final UsedRequests usedRequests;

  /// @param rules asked at every request: the audiences are known once the relay listens
  public AuthenticateSigner(
      Supplier<SignedRequestRules> rules, Signatures signatures, UsedRequests usedRequests) {
    this.rules = rules;
    this.signatures = signatures;
    this.usedRequests = usedRequests;
  }

  public Address authenticate(SignedRequest signed, ReceivedRequest received) {
    SignedRequestRules current = rules.get();
    signed.mustMatch(received, current);
    Address signer =
        signatures
            .signerOf(signed.signedText(), signed.signature())
            .orElseThrow(() -> refused("Signature recovery failed"));
    if (current.asksForSingleUse(received) && !isOneOfItsUses(signer, signed, current)) {
      throw refused("This signed request was used too often; sign a new one");
    }
    return signer;
  }

  private boolean isOneOfItsUses(Address signer, SignedRequest signed, SignedRequestRules rules) {
    for (int use = 1; use <= USES_MAX; use++) {
      String numbered = signed.signedText() + "#" + use;
      if (usedRequests.isFirstUse(signer, numbered, signed.uselessAfter(rules))) {
        return true;
      }
    }
    return false;
  }

  private static RuntimeException refused(String reason) {
    return Problem.unauthorized(INVALID_SIGNATURE, reason).asException();
  }
}
