package io.freehold.architecture.planted.adapters.http.auth;

import io.freehold.architecture.planted.application.identity.InnocentAuthentication;

/// Innocent: finding out who asks comes before any endpoint.
final class Authentication {
  private final InnocentAuthentication useCase;

  Authentication(InnocentAuthentication useCase) {
    this.useCase = useCase;
  }

  Object proved() {
    return useCase.authenticate();
  }
}
