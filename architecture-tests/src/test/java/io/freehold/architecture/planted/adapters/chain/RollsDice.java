package io.freehold.architecture.planted.adapters.chain;

import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Throws its own dice.
final class RollsDice {
  Object rolls() {
    return List.of(new Random(1), new SecureRandom(), UUID.randomUUID());
  }
}
