package io.freehold.adapters.persistence.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// How a file gets a name that must be free: by a second name, where the disk has hard links, and
/// otherwise by moving it.
record HardLinks(boolean areThere) {

  /// A disk that is merely full is taken to have them.
  static HardLinks triedIn(Path folder, OwnersOnly owners) throws IOException {
    Path probe = folder.resolve(".link-probe-" + ProcessHandle.current().pid());
    Path second = folder.resolve(probe.getFileName() + "-2");
    Files.deleteIfExists(probe);
    Files.deleteIfExists(second);
    try {
      owners.createFile(probe);
      var _ = Files.createLink(second, probe);
      return new HardLinks(true);
    } catch (UnsupportedOperationException e) {
      return new HardLinks(false);
    } catch (FileSystemException e) {
      boolean isAboutTheLink = second.toString().equals(e.getFile());
      return new HardLinks(!isAboutTheLink || new Space(folder, Long.MAX_VALUE).isFull());
    } finally {
      Files.deleteIfExists(probe);
      Files.deleteIfExists(second);
    }
  }

  void link(Path file, Path name) throws IOException {
    if (areThere) {
      var _ = Files.createLink(name, file);
    } else {
      if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(name.toString());
      }
      var _ = Files.move(file, name);
    }
  }
}
