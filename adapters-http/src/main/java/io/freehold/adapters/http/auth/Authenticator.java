package io.freehold.adapters.http.auth;

import io.freehold.adapters.http.Head;

/// Finds out from its head alone who sent a request; its body is not read before (threat T28).
@FunctionalInterface
public interface Authenticator {
  /// Refuses a request whose credential is missing or proves nothing.
  Proof prove(Head head);
}
