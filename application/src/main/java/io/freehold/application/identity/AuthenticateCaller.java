package io.freehold.application.identity;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;
import static io.freehold.domain.Problem.AuthFailure.UNREGISTERED_BUILDER;

import io.freehold.application.port.Builders;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.SignedRequest;
import io.freehold.domain.identity.SignedRequestRules;
import java.util.Map;
import java.util.function.Supplier;

/// Finds out who sent a signed request (§4.1.9.1): the owner or a registered builder; anybody else
/// is refused. The request is used up later, by `SpendRequest`.
public final class AuthenticateCaller {
  private final Supplier<SignedRequestRules> rules;
  private final Signatures signatures;
  private final OwnerRecord ownerRecord;
  private final Builders builders;

  /// @param rules asked at every request: the audiences are known once the server listens
  public AuthenticateCaller(
      Supplier<SignedRequestRules> rules,
      Signatures signatures,
      OwnerRecord ownerRecord,
      Builders builders) {
    this.rules = rules;
    this.signatures = signatures;
    this.ownerRecord = ownerRecord;
    this.builders = builders;
  }

  public Caller authenticate(SignedRequest signed, ReceivedRequest received) {
    signed.mustMatch(received, rules.get());
    Address signer =
        signatures
            .signerOf(signed.signedText(), signed.signature())
            .orElseThrow(() ->
                Problem.unauthorized(INVALID_SIGNATURE, "Signature recovery failed").asException());
    return callerAt(signer, signed);
  }

  private Caller callerAt(Address signer, SignedRequest signed) {
    if (ownerRecord.find().filter(signer::equals).isPresent()) {
      return new Caller.Owner(signer, "wallet");
    }
    return builders
        .find(signer)
        .map(builder -> new Caller.BuilderApp(builder, signed.grantId()))
        .orElseThrow(() ->
            new Problem.Unauthorized(
                    UNREGISTERED_BUILDER,
                    "The signer is not a registered builder",
                    Map.of("signer", signer.value()))
                .asException());
  }
}
