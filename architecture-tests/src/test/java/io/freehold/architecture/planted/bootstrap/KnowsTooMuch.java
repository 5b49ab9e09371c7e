package io.freehold.architecture.planted.bootstrap;

import io.freehold.architecture.planted.adapters.chain.gateway.InnocentGateway;

/// Bootstrap knows the inside of an adapter.
final class KnowsTooMuch {
  String knows() {
    return InnocentGateway.answer();
  }
}
