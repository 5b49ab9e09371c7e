package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.client.Refusal;
import io.freehold.domain.storage.ArchiveTarget;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;

/// A file that a command makes, for its owner's eyes only. It has its name once it is complete and
/// on disk, and not before; nothing is overwritten.
final class NewFile implements ArchiveTarget, AutoCloseable {
  private static final String PART = ".part-";
  private static final int BUFFER_BYTES = 256 << 10;

  private final Path name;
  private final Path part;
  private final RandomAccessFile file;
  private final OutputStream out;

  NewFile(String named) {
    this.name = Path.of(named).toAbsolutePath().normalize();
    this.part = name.resolveSibling(name.getFileName() + PART + ProcessHandle.current().pid());
    mustBeFree();
    removeAbandoned();
    try {
      var _ = Files.createFile(part, ownersOnly(part));
      this.file = new RandomAccessFile(part.toFile(), "rw");
      this.out = new BufferedOutputStream(new FileOutputStream(file.getFD()), BUFFER_BYTES);
    } catch (NoSuchFileException e) {
      throw new Refusal("there is no folder " + name.getParent(), e);
    } catch (IOException e) {
      throw cannotBeWritten(e);
    }
  }

  private Path folder() {
    return Objects.requireNonNull(name.getParent());
  }

  /// What a process that was killed has left of this very file.
  private void removeAbandoned() {
    String beginning = name.getFileName() + PART;
    try (Stream<Path> beside = Files.list(folder())) {
      for (Path path : beside.toList()) {
        String found = String.valueOf(path.getFileName());
        boolean isPart =
            found.startsWith(beginning) && found.substring(beginning.length()).matches("\\d{1,18}");
        if (isPart
            && ProcessHandle.of(Long.parseLong(found.substring(beginning.length()))).isEmpty()) {
          Files.deleteIfExists(path);
        }
      }
    } catch (NoSuchFileException e) {
      throw new Refusal("there is no folder " + name.getParent(), e);
    } catch (IOException e) {
      throw cannotBeWritten(e);
    }
  }

  private static FileAttribute<?>[] ownersOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private void mustBeFree() {
    if (Files.exists(name)) {
      throw new Refusal(name + " is there already and is not overwritten");
    }
  }

  Refusal cannotBeWritten(IOException because) {
    return new Refusal("cannot write " + name + ": " + because.getMessage(), because);
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public void begin(byte[] first) throws IOException {
    out.flush();
    file.seek(0);
    file.write(first);
    file.seek(file.length());
  }

  /// Gives it its name; returns how long it is.
  long complete() throws IOException {
    out.flush();
    file.getFD().sync();
    file.close();
    mustBeFree();
    try {
      var _ = Files.move(part, name);
    } catch (FileAlreadyExistsException e) {
      throw new Refusal(name + " is there already and is not overwritten", e);
    }
    return Files.size(name);
  }

  /// What is not complete is gone.
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // It goes anyway.
    }
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new Refusal("what was written of " + part + " could not be removed", e);
    }
  }
}
