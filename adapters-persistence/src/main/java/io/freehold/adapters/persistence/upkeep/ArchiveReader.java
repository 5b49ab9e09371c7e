package io.freehold.adapters.persistence.upkeep;

import io.freehold.adapters.persistence.upkeep.ArchiveNames.Name;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.Sha256;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Reads what an `ArchiveWriter` wrote, from the front, and believes nothing else (threat T72):
/// names in their order, each once, and at the end the very manifest that follows from what was
/// read. It holds one entry's name at a time.
final class ArchiveReader {
  private final ZipInputStream zip;
  private final long fileBytesMax;
  private final LongConsumer reached;
  private final MessageDigest manifest = Sha256.begin();
  private long manifestBytes;
  private long bytes;
  private long versions;
  private long versionBytes;
  private long files;

  /// @param fileBytesMax of one version, however little it takes in the archive
  ArchiveReader(InputStream in, long fileBytesMax, LongConsumer reached) {
    this.zip = new ZipInputStream(in);
    this.fileBytesMax = fileBytesMax;
    this.reached = reached;
  }

  /// Somebody who is given the entries, each to be read to its end.
  interface Sink {
    void about(About about) throws IOException;

    void homeFile(Name.HomeFile name, InputStream in) throws IOException;

    void version(Scope scope, CollectedAt version, InputStream in) throws IOException;
  }

  long versions() {
    return versions;
  }

  long versionBytes() {
    return versionBytes;
  }

  long files() {
    return files;
  }

  /// An IllegalArgumentException says what is wrong.
  void read(Sink sink) throws IOException {
    try {
      readAll(sink);
    } catch (ZipException | EOFException e) {
      throw new IllegalArgumentException("its inside is no whole archive: " + e.getMessage(), e);
    }
  }

  private void readAll(Sink sink) throws IOException {
    readAbout(next(), sink);
    Optional<Name> before = Optional.empty();
    String name = next();
    while (!name.equals(ArchiveNames.MANIFEST)) {
      Name read = ArchiveNames.read(name);
      if (before.isPresent() && !ArchiveNames.isAfter(before.get(), read)) {
        throw new IllegalArgumentException("its entries are out of order, or one comes twice");
      }
      readEntry(name, read, sink);
      before = Optional.of(read);
      name = next();
    }
    readManifest();
    if (zip.getNextEntry() != null) {
      throw new IllegalArgumentException("something follows its manifest");
    }
  }

  private String next() throws IOException {
    ZipEntry entry = zip.getNextEntry();
    if (entry == null) {
      throw new IllegalArgumentException("its inside breaks off");
    }
    return entry.getName();
  }

  private void readAbout(String name, Sink sink) throws IOException {
    if (!name.equals(ArchiveNames.ABOUT)) {
      throw new IllegalArgumentException("it is no backup: it does not say what it is");
    }
    var in = new Entry(zip, Long.MAX_VALUE);
    sink.about(About.read(in));
    note(name, in);
  }

  private void readEntry(String name, Name read, Sink sink) throws IOException {
    switch (read) {
      case Name.HomeFile file -> {
        var in = new Entry(zip, Long.MAX_VALUE);
        sink.homeFile(file, in);
        note(name, in);
        files++;
      }
      case Name.DataFile(Scope scope, CollectedAt version) -> {
        var in = new Entry(zip, fileBytesMax);
        sink.version(scope, version, in);
        note(name, in);
        versions++;
        versionBytes += in.size;
      }
    }
  }

  private void note(String name, Entry in) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    byte[] line = ArchiveWriter.utf8(ArchiveWriter.line(in.sha256(), name));
    manifest.update(line);
    manifestBytes += line.length;
  }

  private void readManifest() throws IOException {
    var in = new Entry(zip, manifestBytes);
    in.transferTo(OutputStream.nullOutputStream());
    if (!in.sha256().equals(HexFormat.of().formatHex(manifest.digest()))) {
      throw new IllegalArgumentException("its files are not those of its manifest");
    }
  }

  /// One entry, counted and hashed; it cannot be closed by whoever reads it.
  private final class Entry extends FilterInputStream {
    private final MessageDigest digest;
    private final long sizeMax;
    private long size;

    Entry(InputStream in, long sizeMax) {
      this(in, sizeMax, Sha256.begin());
    }

    private Entry(InputStream in, long sizeMax, MessageDigest digest) {
      super(new DigestInputStream(in, digest));
      this.digest = digest;
      this.sizeMax = sizeMax;
    }

    String sha256() {
      return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = in.read(into, from, length);
      size += Math.max(0, read);
      bytes += Math.max(0, read);
      if (size > sizeMax) {
        throw new IllegalArgumentException("it has a file that is larger than any can be");
      }
      reached.accept(bytes);
      return read;
    }

    @Override
    public void close() {
      // The archive goes on behind the entry.
    }
  }
}
