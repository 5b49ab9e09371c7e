package io.freehold.adapters.http.auth;

import io.freehold.adapters.http.Head;
import io.freehold.domain.Address;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.SignedRequest;

/// Knows callers of the session relay by the address that signed their request; there is no other
/// credential in a head.
public final class RelayAuthentication implements Authenticator {
  private final Recovering recovering;

  /// Says which address signed a request.
  @FunctionalInterface
  public interface Recovering {
    Address signerOf(SignedRequest signed, ReceivedRequest received);
  }

  public RelayAuthentication(Recovering recovering) {
    this.recovering = recovering;
  }

  @Override
  public Proof prove(Head head) {
    SignedRequest signed = signed(head);
    return new Proof(recovering.signerOf(signed, head.received()), signed);
  }

  /// What a request claims and bears a signature of, whoever that is of.
  public SignedRequest signed(Head head) {
    return Web3SignedHeader.parse(
        Authentication.only(
            head.headers("Authorization"),
            "No Authorization header; sign the request (Web3Signed), or send the session's"
                + " secret where that is the proof"));
  }
}
