package io.freehold.application.connect;

import io.freehold.application.port.ConsentReceipts;
import io.freehold.application.port.Grants;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.grant.GrantTerms;

/// Makes the grant a consent asks for, and its receipt.
public final class Granting {
  private final Grants grants;
  private final ConsentReceipts receipts;

  public Granting(Grants grants, ConsentReceipts receipts) {
    this.grants = grants;
    this.receipts = receipts;
  }

  /// Asking again gives the same grant: its terms, the nonce among them, follow from the request.
  /// The receipt is on disk when it returns.
  GrantId grant(ConnectRequest request, VerifiedApp app, Consent consent, Address owner) {
    var terms =
        new GrantTerms(
            owner, app.builder().address(), consent.scopes(), consent.expiresAt(), request.nonce());
    try {
      GrantId grant = grants.create(terms, app.builder());
      receipts.add(new ConsentReceipt(request.id(), app, request.asked(), consent, grant));
      return grant;
    } catch (ProblemException e) {
      throw inTheOwnersWords(e);
    }
  }

  /// That this server may not sign is something the owner can mend.
  private static RuntimeException inTheOwnersWords(ProblemException refusal) {
    return refusal.problem() instanceof Problem.SignerNotAllowed(Address signer, _)
        ? new Problem.ServerNotRegistered(signer).asException(refusal)
        : refusal;
  }
}
