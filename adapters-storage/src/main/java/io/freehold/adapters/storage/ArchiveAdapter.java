package io.freehold.adapters.storage;

import io.freehold.adapters.storage.pgp.OpenPgpArchives;
import io.freehold.application.Limits;
import io.freehold.application.port.ArchiveCipher;
import io.freehold.application.port.Signatures;
import java.security.SecureRandom;
import java.time.InstantSource;

/// The way archives are encrypted and signed.
public final class ArchiveAdapter {
  private ArchiveAdapter() {}

  public static ArchiveCipher cipher(
      Signatures signatures, Limits limits, InstantSource clock, SecureRandom random) {
    return new OpenPgpArchives(signatures, limits, clock, random);
  }
}
