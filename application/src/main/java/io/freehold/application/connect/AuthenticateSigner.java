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
public final class AuthenticateSigner {
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
    if (current.asksForSingleUse(received)
        && !usedRequests.isFirstUse(signer, signed.signedText(), signed.uselessAfter(current))) {
      throw refused("This signed request was used before; sign a new one");
    }
    return signer;
  }

  private static RuntimeException refused(String reason) {
    return Problem.unauthorized(INVALID_SIGNATURE, reason).asException();
  }
}
