package io.freehold.adapters.storage;

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
}
