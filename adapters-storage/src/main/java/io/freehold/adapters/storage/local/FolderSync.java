package io.freehold.adapters.storage.local;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Makes names that were added to a folder, or removed from it, last. An interrupt of the thread,
/// which closes the channel, is no failure of the disk: the folder is synced all the same, and the
/// thread interrupted afterwards.
final class FolderSync {
  private final Opening opening;

  FolderSync() {
    this(folder -> FileChannel.open(folder, StandardOpenOption.READ));
  }

  FolderSync(Opening opening) {
    this.opening = opening;
  }

  /// Opens a folder to sync it.
  interface Opening {
    FileChannel open(Path folder) throws IOException;
  }

  void sync(Path folder) throws IOException {
    boolean wasInterrupted = Thread.interrupted();
    try {
      while (!isSynced(folder)) {
        wasInterrupted |= Thread.interrupted();
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// False when an interrupt closed the channel before the folder was synced.
  private boolean isSynced(Path folder) throws IOException {
    try (FileChannel channel = opening.open(folder)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }
}
