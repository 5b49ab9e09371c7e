package io.freehold.adapters.http;

import io.freehold.adapters.http.ApiRoute.Callers;
import io.freehold.adapters.http.auth.Proof;
import io.freehold.adapters.http.pace.Pace;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Caller;

/// Callers of the personal server: the owner is not counted, a builder by its address on the chain.
/// A request that has to wait, or whose route is not the caller's, is not used up.
record CallerAdmission(Pace signers, Spending spending) implements Admission {
  @Override
  public void admit(Visit visit, Proof proof) {
    Caller caller =
        proof.caller().orElseThrow(() -> new IllegalStateException("nobody was proved"));
    visit.isBy(caller);
    switch (caller) {
      case Caller.Owner _ -> {}
      case Caller.BuilderApp app -> {
        visit.leaves(signers.charge(app.address().value()));
        mustBeOpenToBuilders(visit, app);
      }
    }
    Head head = visit.head();
    proof.signed().ifPresent(signed -> spending.spend(caller.address(), signed, head.received()));
  }

  private static void mustBeOpenToBuilders(Visit visit, Caller.BuilderApp app) {
    if (visit.route().callers() == Callers.OWNER) {
      throw new Problem.OwnerOnly(app.address()).asException();
    }
  }
}
