package io.freehold.adapters.persistence.files;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// The file system, reduced to the acts that durability is made of. Each can fail alone, and tests
/// make each fail. A failed fsync is a `SyncFailedException`: what the disk holds is then unknown.
public interface Disk {
  /// Writes a file that was not there, for the owner's eyes only, and fsyncs it. What a failure
  /// leaves behind is removed.
  void create(Path file, byte[] bytes) throws IOException;

  /// Like `create`, and notes with the file, outside its bytes, what their hash is. Where a file
  /// system cannot note it, the file is created without.
  void create(Path file, byte[] bytes, String sha256) throws IOException;

  /// The same for bytes that come as a stream, which is read to its end.
  void create(Path file, InputStream bytes, String sha256) throws IOException;

  /// The hash that was noted when a file was created; empty when none was, or none survived.
  Optional<String> notedSha256(Path file) throws IOException;

  /// Gives a file a second name. FileAlreadyExistsException when that name is taken: nothing is
  /// ever overwritten. Where there are no hard links the file is moved instead.
  void link(Path file, Path name) throws IOException;

  /// Puts a file in the place of another, at once.
  void replace(Path file, Path target) throws IOException;

  /// A file that is not there is removed already.
  void remove(Path file) throws IOException;

  /// For the owner's eyes only; one that is there stays. The folder above must be there.
  void createFolder(Path folder) throws IOException;

  /// False when something is in it; one that is not there is removed already.
  boolean removeFolder(Path folder) throws IOException;

  /// Makes names that were added or removed last.
  void syncFolder(Path folder) throws IOException;

  /// Shows what is in a folder, name by name. NoSuchFileException when there is no such folder.
  void list(Path folder, Visitor visitor) throws IOException;

  /// Somebody who is shown names.
  interface Visitor {
    void visit(Path path) throws IOException;
  }

  boolean isFolder(Path path);

  /// Whether two names are names of one file; false when either is not there.
  boolean isSameFile(Path one, Path other) throws IOException;

  /// In bytes; -1 when there is no such file.
  long size(Path file) throws IOException;

  /// What happens to the name afterwards does not change what is read.
  FileInputStream open(Path file) throws IOException;

  /// Exactly these bytes of a file; an EOFException when it ends earlier.
  byte[] read(Path file, long from, int length) throws IOException;

  /// Opens a file to write at its end, and makes it if need be.
  Appender append(Path file) throws IOException;

  /// A file that only grows, or is cut.
  interface Appender extends Closeable {
    long length() throws IOException;

    /// One write; a failure may have written a part.
    void append(byte[] bytes) throws IOException;

    void cut(long length) throws IOException;

    void sync() throws IOException;
  }
}
