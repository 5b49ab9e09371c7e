package io.freehold.bootstrap.sync;

import io.freehold.application.port.FileCipher;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.Spooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/// A cipher that is made when it is first used: a server that keeps its data to itself never is.
public final class DeferredCipher implements FileCipher {
  private final Supplier<FileCipher> make;
  private Optional<FileCipher> made = Optional.empty();

  public DeferredCipher(Supplier<FileCipher> make) {
    this.make = make;
  }

  private synchronized FileCipher cipher() {
    if (made.isEmpty()) {
      made = Optional.of(make.get());
    }
    return made.get();
  }

  @Override
  public Spooled encrypt(InputStream plain, long sizeBytes, Secret password) throws IOException {
    return cipher().encrypt(plain, sizeBytes, password);
  }

  @Override
  public Spooled decrypt(InputStream message, Secret password) throws IOException {
    return cipher().decrypt(message, password);
  }
}
