package io.freehold.adapters.persistence.files;

import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Kind;
import io.freehold.domain.upkeep.Findings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/// Looks whether files and folders are their owner's alone, and can be used by him (threat T49).
/// What the owner put into the home himself is not judged.
public final class ModeInspection {
  private final Path home;
  private final Findings found;

  public ModeInspection(Path home, Findings found) {
    this.home = home;
    this.found = found;
  }

  public void inspect() throws IOException {
    if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      var _ = Files.walkFileTree(home, new Visitor());
    }
  }

  /// The permissions a path of this home is to have.
  static String wanted(boolean isFolder) {
    return isFolder ? "rwx------" : "rw-------";
  }

  /// Gives a file or folder the permissions it is to have.
  public static void mend(Path path) throws IOException {
    boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    var _ = Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(wanted(isFolder)));
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      judge(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && !isTheOwners(file)) {
        judge(file);
      } else if (attributes.isDirectory()) {
        judge(file);
      }
      return FileVisitResult.CONTINUE;
    }

    /// A folder that cannot be looked into is reported, and not the end.
    @Override
    public FileVisitResult visitFileFailed(Path path, IOException because) throws IOException {
      if (!(because instanceof NoSuchFileException)) {
        judge(path);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private boolean isTheOwners(Path file) {
    return file.getFileName().toString().equals("server.json");
  }

  private void judge(Path path) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String mode = PosixFilePermissions.toString(attributes.permissions());
    String wanted = wanted(attributes.isDirectory());
    if (!mode.equals(wanted)) {
      String below = home.relativize(path).toString();
      found.add(
          new Finding(
              Kind.WRONG_MODE,
              below.isEmpty() ? "." : below,
              "its mode is %s instead of %s".formatted(mode, wanted)));
    }
  }
}
