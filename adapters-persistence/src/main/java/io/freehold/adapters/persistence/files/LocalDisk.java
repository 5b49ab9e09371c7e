package io.freehold.adapters.persistence.files;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The disk of this machine. Files are read and written through streams, not channels: a channel is
/// closed by an interrupt of its thread, and a failure that is none must not look like one.
public final class LocalDisk implements Disk {
  private final boolean hasPermissions;
  private final boolean hasHardLinks;

  private LocalDisk(boolean hasPermissions, boolean hasHardLinks) {
    this.hasPermissions = hasPermissions;
    this.hasHardLinks = hasHardLinks;
  }

  /// @param folder where hard links are tried out
  public static LocalDisk at(Path folder) throws IOException {
    boolean hasPermissions = hasPermissions(folder);
    var plain = new LocalDisk(hasPermissions, false);
    return new LocalDisk(hasPermissions, plain.canLinkIn(folder));
  }

  /// The disk as it is looked at without changing anything; links are not tried out.
  public static LocalDisk toLookAt(Path folder) {
    return new LocalDisk(hasPermissions(folder), false);
  }

  private static boolean hasPermissions(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  public static void createPrivateFolder(Path folder) throws IOException {
    new LocalDisk(hasPermissions(folder), false).createFolder(folder);
  }

  public static boolean isOpenToOthers(Path folder) throws IOException {
    return hasPermissions(folder)
        && Files.getPosixFilePermissions(folder).stream()
            .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
  }

  /// A disk that is merely full is taken to have them.
  private boolean canLinkIn(Path folder) throws IOException {
    Path probe = folder.resolve(".link-probe-" + ProcessHandle.current().pid());
    Path second = folder.resolve(probe.getFileName() + "-2");
    remove(probe);
    remove(second);
    try {
      var _ = Files.createFile(probe, ownersOnly("rw-------"));
      var _ = Files.createLink(second, probe);
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    } catch (FileSystemException e) {
      boolean isAboutTheLink = second.toString().equals(e.getFile());
      return !isAboutTheLink || String.valueOf(e.getReason()).contains("No space");
    } finally {
      remove(probe);
      remove(second);
    }
  }

  @Override
  public void create(Path file, byte[] bytes) throws IOException {
    create(file, bytes, Optional.empty());
  }

  @Override
  public void create(Path file, byte[] bytes, String sha256) throws IOException {
    create(file, bytes, Optional.of(sha256));
  }

  @Override
  public void create(Path file, InputStream bytes, String sha256) throws IOException {
    create(file, bytes::transferTo, Optional.of(sha256));
  }

  private void create(Path file, byte[] bytes, Optional<String> sha256) throws IOException {
    create(file, out -> out.write(bytes), sha256);
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private void create(Path file, Writing writing, Optional<String> sha256) throws IOException {
    var _ = Files.createFile(file, ownersOnly("rw-------"));
    sha256.ifPresent(hash -> NotedHash.write(file, hash));
    try (var out = new FileOutputStream(file.toFile())) {
      writing.to(out);
      out.getFD().sync();
    } catch (IOException e) {
      removeQuietly(file, e);
      throw e;
    }
  }

  /// Writes a file that was not there, however long, and notes its hash with it. It is not synced:
  /// whoever writes many does that afterwards, with `syncFile`.
  public void copy(InputStream in, Path file) throws IOException {
    var _ = Files.createFile(file, ownersOnly("rw-------"));
    MessageDigest sha256 = sha256();
    try (var out = new DigestOutputStream(new FileOutputStream(file.toFile()), sha256)) {
      in.transferTo(out);
    } catch (IOException e) {
      removeQuietly(file, e);
      throw e;
    }
    NotedHash.write(file, HexFormat.of().formatHex(sha256.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  public void syncFile(Path file) throws IOException {
    try (var open = new RandomAccessFile(file.toFile(), "rw")) {
      open.getFD().sync();
    }
  }

  private static void removeQuietly(Path file, IOException because) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  @Override
  public Optional<String> notedSha256(Path file) {
    return NotedHash.read(file);
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    if (hasHardLinks) {
      var _ = Files.createLink(name, file);
    } else {
      if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(name.toString());
      }
      var _ = Files.move(file, name);
    }
  }

  @Override
  public void replace(Path file, Path target) throws IOException {
    var _ =
        Files.move(
            file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
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

  @Override
  public boolean removeFolder(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    if (!hasPermissions) {
      return;
    }
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
  private static boolean isSynced(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      var failed = new SyncFailedException(folder + ": " + e.getMessage());
      failed.initCause(e);
      throw failed;
    }
  }

  @Override
  public void list(Path folder, Visitor visitor) throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path name : names) {
        visitor.visit(name);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    try {
      return Files.isSameFile(one, other);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  @Override
  public FileInputStream open(Path file) throws IOException {
    return new FileInputStream(file.toFile());
  }

  @Override
  public byte[] read(Path file, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(from);
      in.readFully(bytes);
    }
    return bytes;
  }

  @Override
  public Appender append(Path file) throws IOException {
    try {
      var _ = Files.createFile(file, ownersOnly("rw-------"));
    } catch (FileAlreadyExistsException e) {
      // It goes on from where it ends.
    }
    var open = new RandomAccessFile(file.toFile(), "rw");
    open.seek(open.length());
    return new LocalAppender(open);
  }

  private FileAttribute<?>[] ownersOnly(String permissions) {
    return hasPermissions
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private record LocalAppender(RandomAccessFile file) implements Appender {
    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public void append(byte[] bytes) throws IOException {
      file.write(bytes);
    }

    @Override
    public void cut(long length) throws IOException {
      file.setLength(length);
      file.seek(length);
    }

    @Override
    public void sync() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
