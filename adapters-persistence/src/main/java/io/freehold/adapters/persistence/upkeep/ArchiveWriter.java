package io.freehold.adapters.persistence.upkeep;

import io.freehold.domain.Sha256;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A zip whose last entry names every other one with its hash, as `sha256sum -c` reads it.
final class ArchiveWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final ZipOutputStream zip;
  private final Path manifest;
  private final Writer lines;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /// @param manifest a file that is not there yet, for as long as the work goes on
  ArchiveWriter(OutputStream out, Path manifest) throws IOException {
    this.zip = new ZipOutputStream(out);
    this.zip.setLevel(Deflater.BEST_SPEED);
    this.manifest = manifest;
    this.lines = new BufferedWriter(Files.newBufferedWriter(manifest));
  }

  /// Returns the hash of what was added.
  String add(String name, InputStream in) throws IOException {
    MessageDigest sha256 = Sha256.begin();
    zip.putNextEntry(new ZipEntry(name));
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      sha256.update(buffer, 0, read);
      zip.write(buffer, 0, read);
    }
    zip.closeEntry();
    String hash = HexFormat.of().formatHex(sha256.digest());
    lines.write(line(hash, name));
    return hash;
  }

  static String line(String hash, String name) {
    return hash + "  " + name + "\n";
  }

  /// The manifest, and the end of the zip; the stream it is written to stays open.
  void finish() throws IOException {
    lines.close();
    zip.putNextEntry(new ZipEntry(ArchiveNames.MANIFEST));
    try (InputStream in = Files.newInputStream(manifest)) {
      in.transferTo(zip);
    }
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    lines.close();
    Files.deleteIfExists(manifest);
  }
}
