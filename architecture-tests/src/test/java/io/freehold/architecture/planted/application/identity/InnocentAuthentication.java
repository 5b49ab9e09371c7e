package io.freehold.architecture.planted.application.identity;

import io.freehold.architecture.planted.domain.identity.Caller;

/// Innocent: here callers are known.
public final class InnocentAuthentication {
  public Caller authenticate() {
    return new Caller.Owner("owner");
  }
}
