package io.freehold.architecture.planted.builder.data;

import org.bouncycastle.jcajce.provider.digest.Keccak;

/// Cryptography outside of the identity.
final class HashesAsItReads {
  Object hashes() {
    return new Keccak.Digest256();
  }
}
