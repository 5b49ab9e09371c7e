package io.freehold.application.blob;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;

import io.freehold.application.port.UsedRequests;
import io.freehold.domain.Problem;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.SignedRequest;
import io.freehold.domain.identity.SignedRequestRules;
import java.util.function.Supplier;

/// Uses a signed request up, where it is good for one use only (threat T5). It is done apart from
/// `AdmitToBlobs`, so that a request that was told to come back later can come back.
public final class SpendBlobRequest {
  private final Supplier<SignedRequestRules> rules;
  private final UsedRequests usedRequests;

  public SpendBlobRequest(Supplier<SignedRequestRules> rules, UsedRequests usedRequests) {
    this.rules = rules;
    this.usedRequests = usedRequests;
  }

  public void spend(BlobPermit permit, SignedRequest signed, ReceivedRequest received) {
    SignedRequestRules current = rules.get();
    if (current.asksForSingleUse(received)
        && !usedRequests.isFirstUse(
            permit.signer(), signed.signedText(), signed.uselessAfter(current))) {
      throw Problem.unauthorized(
              INVALID_SIGNATURE, "This signed request was used before; sign a new one")
          .asException();
    }
  }
}
