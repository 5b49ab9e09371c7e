package io.freehold.adapters.storage.local;

import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/// Tells the ways a disk fails apart, by the system's words, for Java gives no other sign of most;
/// the launcher sees to it that they are English.
final class DiskFailures {
  private DiskFailures() {}

  static StorageException of(IOException e) {
    Reason reason = reason(e);
    return StorageFailure.of(reason, words(reason)).asException(e);
  }

  private static Reason reason(IOException e) {
    String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (said.contains("no space left") || said.contains("quota exceeded")) {
      return Reason.OUT_OF_QUOTA;
    }
    if (e instanceof AccessDeniedException
        || said.contains("permission denied")
        || said.contains("read-only file system")) {
      return Reason.NOT_ALLOWED;
    }
    return e instanceof NoSuchFileException || e instanceof FileNotFoundException
        ? Reason.NOT_FOUND
        : Reason.UNAVAILABLE;
  }

  private static String words(Reason reason) {
    return switch (reason) {
      case OUT_OF_QUOTA -> "the disk of the storage folder is full";
      case NOT_ALLOWED ->
          "the storage folder cannot be written to, or its files not be read, by the user this server runs as";
      case NOT_FOUND -> "there is no such blob in the storage folder";
      default -> "the disk of the storage folder fails";
    };
  }
}
