package io.freehold.adapters.http.connect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.domain.Address;
import java.time.Duration;

/// The signers that were lately found to be registered, as a builder or as the server of an owner.
/// A relay counts them by their own address alone.
public final class KnownSigners {
  private static final Duration KNOWN_FOR = Duration.ofMinutes(10);

  private final Cache<Address, Boolean> lately;

  public KnownSigners(int signersMax) {
    this.lately =
        Caffeine.newBuilder()
            .maximumSize(signersMax)
            .expireAfterWrite(KNOWN_FOR)
            .executor(Runnable::run)
            .build();
  }

  public void add(Address signer) {
    lately.put(signer, true);
  }

  public boolean contains(Address signer) {
    return lately.getIfPresent(signer) != null;
  }
}
