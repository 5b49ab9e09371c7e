package io.freehold.architecture.planted.bootstrap;

import io.freehold.architecture.planted.builder.InnocentClient;

/// The server uses the client that is made for builders.
final class KnowsTheClient {
  String knows() {
    return InnocentClient.ask();
  }
}
