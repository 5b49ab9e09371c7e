package io.freehold.adapters.storage;

import io.freehold.adapters.storage.pgp.OpenPgpCipher;
import io.freehold.adapters.storage.spool.Spool;
import io.freehold.application.Limits;
import io.freehold.application.port.FileCipher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;

/// The storage backend that the settings name. This version knows one: no backend at all.
public final class StorageAdapter {
  /// Data stays in the home folder and nothing is uploaded.
  public static final String LOCAL_ONLY = "local-only";

  private static final Set<String> PLANNED =
      Set.of("local", "vana", "s3", "ipfs", "gdrive", "dropbox");

  private StorageAdapter() {}

  /// Opens the named backend; an IllegalArgumentException says which names there are.
  public static StorageAdapter open(String backend) {
    if (PLANNED.contains(backend)) {
      throw new IllegalArgumentException(
          "storage.backend: this version keeps data on this machine only and cannot upload to '"
              + backend
              + "' yet; use local-only");
    }
    if (!backend.equals(LOCAL_ONLY)) {
      throw new IllegalArgumentException(
          "storage.backend: unknown '" + backend + "'; use local-only");
    }
    return new StorageAdapter();
  }

  /// Encrypts files for a backend, whichever it is.
  ///
  /// @param spool a folder of its own, made if need be, for what is on its way
  public static FileCipher cipher(
      Path spool, Limits limits, InstantSource clock, SecureRandom random) {
    try {
      return new OpenPgpCipher(Spool.open(spool), limits, clock, random);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + spool + " cannot be used: " + e.getMessage(), e);
    }
  }
}
