package io.freehold.architecture.planted.builder;

import io.freehold.architecture.planted.adapters.chain.gateway.InnocentGateway;

/// The client knows the inside of the server.
final class KnowsTheServer {
  String knows() {
    return InnocentGateway.answer();
  }
}
