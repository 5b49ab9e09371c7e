package io.freehold.adapters.storage.local;

import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file by which a folder is known to be the one that was set up: it holds the folder's name.
/// An empty mount point has none, and neither has another disk in its place.
record Marker(Path folder, String name) {
  static final String FILE = ".freehold-storage";

  private static final int BYTES_MAX = 256;

  /// Throws `UNAVAILABLE` when the folder is not the right one.
  void mustBeThere() {
    String found = read();
    if (!found.strip().equals(name)) {
      throw unavailable(
          "%s holds the blobs of '%s', not of '%s': is another disk mounted there?"
              .formatted(folder, found.strip().replaceAll("[^a-z0-9.-]", "?"), name));
    }
  }

  private String read() {
    try (var in = Files.newInputStream(folder.resolve(FILE))) {
      return new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unavailable(
          "%s is not the folder that was set up, or its disk is not mounted: %s is missing there (to set it up: mkdir -p -m 700 '%s' && echo %s > '%s')"
              .formatted(folder, FILE, folder, name, folder.resolve(FILE)));
    }
  }

  private static RuntimeException unavailable(String message) {
    return StorageFailure.of(Reason.UNAVAILABLE, message).asException();
  }
}
