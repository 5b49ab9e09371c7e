package io.freehold.adapters.http;

import io.freehold.adapters.http.auth.Proof;
import io.freehold.adapters.http.pace.Pace;
import io.freehold.domain.Address;
import java.util.function.Predicate;

/// Signed requests to the relay are counted by the address that signed them, and by the address
/// they come from as well until the signer is known: a new key is made faster than a request.
///
/// @param isKnown whether a signer was lately found to be registered
record RelayAdmission(Pace signers, Pace addresses, Predicate<Address> isKnown)
    implements Admission {
  @Override
  public void admit(Visit visit, Proof proof) {
    Address signer =
        proof.signer().orElseThrow(() -> new IllegalStateException("nobody was proved"));
    visit.isSignedBy(signer);
    if (!isKnown.test(signer)) {
      var _ = addresses.charge(visit.head().paceKey());
    }
    visit.leaves(signers.charge(signer.value()));
  }
}
