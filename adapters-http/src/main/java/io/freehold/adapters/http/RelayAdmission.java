package io.freehold.adapters.http;

import io.freehold.adapters.http.auth.Proof;
import io.freehold.adapters.http.pace.Pace;
import io.freehold.domain.Address;

/// Signed requests to the relay are counted by the address that signed them.
record RelayAdmission(Pace signers) implements Admission {
  @Override
  public void admit(Visit visit, Proof proof) {
    Address signer =
        proof.signer().orElseThrow(() -> new IllegalStateException("nobody was proved"));
    visit.isSignedBy(signer);
    visit.leaves(signers.charge(signer.value()));
  }
}
