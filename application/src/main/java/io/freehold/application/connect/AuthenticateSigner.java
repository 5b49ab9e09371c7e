package io.freehold.application.connect;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;

import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.SignedRequest;
import io.freehold.domain.identity.SignedRequestRules;
import java.util.function.Supplier;

/// Finds out which address signed a request to the relay (§4.5); what that address may do is seen
/// later, and only then the request is used up. Anybody can make a key, so that an address alone
/// says nothing.
public final class AuthenticateSigner {
  private final Supplier<SignedRequestRules> rules;
  private final Signatures signatures;

  /// @param rules asked at every request: the audiences are known once the relay listens
  public AuthenticateSigner(Supplier<SignedRequestRules> rules, Signatures signatures) {
    this.rules = rules;
    this.signatures = signatures;
  }

  public Address authenticate(SignedRequest signed, ReceivedRequest received) {
    signed.mustMatch(received, rules.get());
    return signatures
        .signerOf(signed.signedText(), signed.signature())
        .orElseThrow(() ->
            Problem.unauthorized(INVALID_SIGNATURE, "Signature recovery failed").asException());
  }
}
