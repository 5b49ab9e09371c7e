package io.freehold.bootstrap;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.port.Signer;
import io.freehold.domain.identity.Secret;
import java.util.random.RandomGenerator;

/// The keys of this process: read from the home, made at the first start.
final class Keys {
  private final PersistenceAdapter persistence;
  private final ChainAdapter chain;
  private final RandomGenerator random;

  Keys(PersistenceAdapter persistence, ChainAdapter chain, RandomGenerator random) {
    this.persistence = persistence;
    this.chain = chain;
    this.random = random;
  }

  Signer signer(String name) {
    return persistence.readSigner(name, chain::signer).orElseGet(() -> made(name));
  }

  private Signer made(String name) {
    Secret key = chain.newPrivateKey(random);
    Signer signer = chain.signer(key);
    persistence.writeKey(name, signer.address(), signer.publicKey(), key);
    return signer;
  }
}
