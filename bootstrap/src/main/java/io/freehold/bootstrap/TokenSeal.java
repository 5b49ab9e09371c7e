package io.freehold.bootstrap;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.domain.identity.Secret;
import java.util.random.RandomGenerator;

/// Seals the tokens of storage services with a key that follows from the owner's master key
/// (threats T48, T68). As long as the master key is not open, nothing is sealed and nothing opens.
final class TokenSeal {
  private static final String PURPOSE = "oauth tokens";

  private final ChainAdapter chain;
  private final MasterKeys masterKeys;
  private final RandomGenerator random;

  TokenSeal(ChainAdapter chain, MasterKeys masterKeys, RandomGenerator random) {
    this.chain = chain;
    this.masterKeys = masterKeys;
    this.random = random;
  }

  /// @param purpose is part of the seal, so that one token does not do for another
  String seal(Secret text, String purpose) {
    return chain.seal(text, key(), purpose, random);
  }

  /// An IllegalArgumentException says why it does not open.
  Secret open(String sealed, String purpose) {
    return chain.openSealed(sealed, key(), purpose);
  }

  private Secret key() {
    return masterKeys
        .opened()
        .map(masterKey -> masterKey.ownKey(PURPOSE))
        .orElseThrow(() -> new IllegalArgumentException("the owner's master key is not open"));
  }
}
