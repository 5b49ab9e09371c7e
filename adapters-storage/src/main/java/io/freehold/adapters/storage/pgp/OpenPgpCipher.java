package io.freehold.adapters.storage.pgp;

import io.freehold.adapters.storage.spool.Spool;
import io.freehold.adapters.storage.spool.SpoolWriter;
import io.freehold.application.Limits;
import io.freehold.application.port.FileCipher;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.CipherFailure;
import io.freehold.domain.storage.Spooled;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.InstantSource;

/// OpenPGP with a password, as openpgp.js writes it by default and reads it (§2.3, §7.1.1). Nothing
/// of a message is handed out before its integrity was proved, and nothing is left of one whose was
/// not.
public final class OpenPgpCipher implements FileCipher {
  private final Spool spool;
  private final long fileBytesMax;
  private final MessageWriter writer;
  private final MessageReader reader;

  /// @param spool where files and messages are kept until they are closed
  /// @param clock names the time a message was made, which is part of it
  public OpenPgpCipher(Spool spool, Limits limits, InstantSource clock, SecureRandom random) {
    this.spool = spool;
    this.fileBytesMax = limits.fileBytesMax();
    this.writer = new MessageWriter(clock, random);
    this.reader = new MessageReader(limits);
  }

  @Override
  public Spooled encrypt(InputStream plain, long sizeBytes, Secret password) throws IOException {
    if (sizeBytes > fileBytesMax) {
      throw CipherFailure.TOO_LARGE.asException();
    }
    try (SpoolWriter out = spool.writer()) {
      writer.write(plain, sizeBytes, password, out);
      return out.finish();
    }
  }

  @Override
  public Spooled decrypt(InputStream message, Secret password) throws IOException {
    try (SpoolWriter out = spool.writer()) {
      reader.read(message, password, out);
      return out.finish();
    }
  }
}
