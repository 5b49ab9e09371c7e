package io.freehold.architecture.planted.adapters.http;

import io.freehold.architecture.planted.domain.grant.Grant;

/// An adapter that invents a grant.
final class InventsAGrant {
  Grant invents() {
    return new Grant("");
  }
}
