package io.freehold.architecture.planted.adapters.chain.gateway;

import org.bouncycastle.jcajce.provider.digest.Keccak;

/// Cryptography outside of its package.
final class HashesByHand {
  Object hashes() {
    return new Keccak.Digest256();
  }
}
