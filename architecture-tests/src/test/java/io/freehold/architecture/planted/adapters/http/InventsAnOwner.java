package io.freehold.architecture.planted.adapters.http;

import io.freehold.architecture.planted.domain.identity.Caller;

/// An adapter that makes anybody the owner.
final class InventsAnOwner {
  Caller invents() {
    return new Caller.Owner("anybody");
  }
}
