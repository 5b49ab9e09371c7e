package io.freehold.adapters.storage.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;

/// A folder for bytes that are kept aside for a moment. They may be somebody's data: folder and
/// files are for the owner's eyes only (threat T49), and what a crash left is removed when the
/// folder is opened. One process at a time has it open.
public final class Spool {
  private static final String SUFFIX = ".spool";

  private final Path folder;
  private final AtomicLong files = new AtomicLong();

  private Spool(Path folder) {
    this.folder = folder;
  }

  /// Opens a folder, and makes it if it is not there; the folder above must be.
  public static Spool open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      var _ = Files.createDirectory(folder, ownersOnly(folder, "rwx------"));
    } else if (hasPermissions(folder)) {
      var _ = Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
    return new Spool(folder);
  }

  /// Takes bytes in.
  public SpoolWriter writer() {
    return new SpoolWriter(this);
  }

  /// An empty file nobody else uses.
  Path newFile() throws IOException {
    Path file = folder.resolve(files.incrementAndGet() + SUFFIX);
    return Files.createFile(file, ownersOnly(folder, "rw-------"));
  }

  private static FileAttribute<?>[] ownersOnly(Path folder, String permissions) {
    return hasPermissions(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
