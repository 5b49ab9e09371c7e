package io.freehold.adapters.storage.local;

import io.freehold.domain.Sha256;
import io.freehold.domain.storage.Spooled;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/// Files that are on the disk when a method returns, for the owner's eyes only.
///
/// Files go through streams, not channels: a channel is closed by an interrupt of its thread, and a
/// failure that is none must not look like one.
final class BlobFiles {
  private static final int PIECE_BYTES = 64 << 10;

  private final Outputs outputs;
  private final Linking linking;
  private final FolderSync folders = new FolderSync();

  BlobFiles() {
    this(file -> new SyncedOutput(new FileOutputStream(file.toFile())));
  }

  /// @param outputs a disk, or one that fails
  BlobFiles(Outputs outputs) {
    this(outputs, (file, name) -> Files.createLink(name, file));
  }

  /// @param linking a disk that has hard links, or none
  BlobFiles(Outputs outputs, Linking linking) {
    this.outputs = outputs;
    this.linking = linking;
  }

  /// Opens a file to write to it.
  interface Outputs {
    SyncedOutput open(Path file) throws IOException;
  }

  /// Gives a file a second name.
  interface Linking {
    void link(Path file, Path name) throws IOException;
  }

  /// Writes a file that was not there, and syncs it.
  void create(Path file, Spooled blob) throws IOException {
    var _ = Files.createFile(file, ownersOnly(file, "rw-------"));
    try (var out = outputs.open(file)) {
      copy(blob, out);
    } catch (IOException | RuntimeException e) {
      removeAfter(e, file);
      throw e;
    }
  }

  /// An output that can be made durable.
  static class SyncedOutput extends OutputStream {
    private final FileOutputStream out;
    private final FileDescriptor descriptor;

    SyncedOutput(FileOutputStream out) throws IOException {
      this.out = out;
      this.descriptor = out.getFD();
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    void sync() throws IOException {
      descriptor.sync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private static void copy(Spooled blob, SyncedOutput out) throws IOException {
    try (var in = new DigestInputStream(blob.open(), Sha256.begin())) {
      byte[] piece = in.readNBytes(PIECE_BYTES);
      while (piece.length > 0) {
        out.write(piece, 0, piece.length);
        piece = in.readNBytes(PIECE_BYTES);
      }
      if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(blob.sha256())) {
        throw new IllegalStateException("the blob that is to be kept is not what it was");
      }
      out.sync();
    }
  }

  /// Gives a file its name. FileAlreadyExistsException when that is taken: nothing is overwritten.
  /// Where it cannot be linked, as on disks for every system, the file is moved: systems have
  /// several words for that, in the language of whoever runs them.
  void name(Path file, Path name) throws IOException {
    try {
      linking.link(file, name);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      move(file, name, e);
    }
  }

  /// Within one disk: a file that had to be copied would not be on the other one yet.
  private static void move(Path file, Path name, Exception because) throws IOException {
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(name.toString());
    }
    try {
      var _ = Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      e.addSuppressed(because);
      throw e;
    }
  }

  /// Makes the folder, and those above it up to a root that must be there.
  void createFolders(Path root, Path folder) throws IOException {
    if (folder.equals(root) || Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    createFolders(root, BlobTree.parentOf(folder));
    try {
      var _ = Files.createDirectory(folder, ownersOnly(BlobTree.parentOf(folder), "rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
    syncFolder(BlobTree.parentOf(folder));
  }

  /// Makes names that were added or removed last.
  void syncFolder(Path folder) throws IOException {
    if (hasPermissions(folder)) {
      folders.sync(folder);
    }
  }

  InputStream open(Path file) throws IOException {
    if (!isFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return new FileInputStream(file.toFile());
  }

  /// A link that leads elsewhere is no file of this tree.
  boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  boolean isFolder(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /// False when there was nothing to remove.
  boolean remove(Path file) throws IOException {
    return Files.deleteIfExists(file);
  }

  /// One that is not empty stays.
  void removeFolder(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }

  /// Shows what is in a folder, name by name, and nothing when there is no such folder.
  void each(Path folder, Consumer<Path> visitor) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(visitor);
    } catch (NoSuchFileException e) {
      return;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /// Empty when there is no such folder.
  List<Path> list(Path folder) throws IOException {
    var names = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(names::add);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return names;
  }

  private static void removeAfter(Exception because, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private static FileAttribute<?>[] ownersOnly(Path where, String permissions) {
    return hasPermissions(where)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path where) {
    return where.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
