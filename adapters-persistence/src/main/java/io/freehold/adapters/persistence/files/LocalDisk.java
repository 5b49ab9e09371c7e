package io.freehold.adapters.persistence.files;

import io.freehold.domain.Sha256;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// The disk of this machine. Files are read and written through streams, not channels: a channel is
/// closed by an interrupt of its thread, and a failure that is none must not look like one.
public final class LocalDisk implements Disk {
  private final OwnersOnly owners;
  private final HardLinks links;
  private final FolderSync folders = new FolderSync();

  private LocalDisk(OwnersOnly owners, HardLinks links) {
    this.owners = owners;
    this.links = links;
  }

  /// @param folder where hard links are tried out
  public static LocalDisk at(Path folder) throws IOException {
    OwnersOnly owners = OwnersOnly.at(folder);
    return new LocalDisk(owners, HardLinks.triedIn(folder, owners));
  }

  /// The disk as it is looked at without changing anything; links are not tried out.
  public static LocalDisk toLookAt(Path folder) {
    return new LocalDisk(OwnersOnly.at(folder), new HardLinks(false));
  }

  public static void createPrivateFolder(Path folder) throws IOException {
    OwnersOnly.at(folder).createFolder(folder);
  }

  public static boolean isOpenToOthers(Path folder) throws IOException {
    return OwnersOnly.isOpenToOthers(folder);
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
    owners.createFile(file);
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
    owners.createFile(file);
    MessageDigest sha256 = Sha256.begin();
    try (var out = new DigestOutputStream(new FileOutputStream(file.toFile()), sha256)) {
      in.transferTo(out);
    } catch (IOException e) {
      removeQuietly(file, e);
      throw e;
    }
    NotedHash.write(file, HexFormat.of().formatHex(sha256.digest()));
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
    links.link(file, name);
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
    owners.createFolder(folder);
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
    if (owners.hasPermissions()) {
      folders.sync(folder);
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
      owners.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // It goes on from where it ends.
    }
    var open = new RandomAccessFile(file.toFile(), "rw");
    open.seek(open.length());
    return new LocalAppender(open);
  }
}
