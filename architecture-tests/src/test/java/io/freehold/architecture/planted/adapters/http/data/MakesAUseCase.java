package io.freehold.architecture.planted.adapters.http.data;

import io.freehold.architecture.planted.application.identity.InnocentAuthentication;

/// Wires a use case far from the wiring.
final class MakesAUseCase {
  Object makes() {
    return new InnocentAuthentication();
  }
}
