package io.freehold.adapters.persistence.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// What keeps files and folders from other users of this machine, where the disk knows of users.
record OwnersOnly(boolean hasPermissions) {

  static OwnersOnly at(Path folder) {
    return new OwnersOnly(hasPermissions(folder));
  }

  private static boolean hasPermissions(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  static boolean isOpenToOthers(Path folder) throws IOException {
    return hasPermissions(folder)
        && Files.getPosixFilePermissions(folder).stream()
            .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
  }

  /// FileAlreadyExistsException when there is such a file.
  void createFile(Path file) throws IOException {
    var _ = Files.createFile(file, ownersOnly("rw-------"));
  }

  /// One that is there already is closed to others.
  void createFolder(Path folder) throws IOException {
    try {
      var _ = Files.createDirectory(folder, ownersOnly("rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      closeToOthers(folder);
    }
  }

  private static void closeToOthers(Path folder) throws IOException {
    if (isOpenToOthers(folder)) {
      var _ = Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private FileAttribute<?>[] ownersOnly(String permissions) {
    return hasPermissions
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
