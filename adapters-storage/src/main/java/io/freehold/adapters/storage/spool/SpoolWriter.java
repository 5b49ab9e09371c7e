package io.freehold.adapters.storage.spool;

import io.freehold.domain.Sha256;
import io.freehold.domain.storage.Spooled;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// Takes bytes in, in memory as long as they are few. Closed before `finish`, it leaves nothing.
public final class SpoolWriter extends OutputStream {
  private static final int MEMORY_BYTES_MAX = 1 << 20;
  private static final int BUFFER_BYTES = 64 << 10;

  private final Spool spool;
  private final MessageDigest sha256;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private Optional<OnDisk> onDisk = Optional.empty();
  private long sizeBytes;

  /// A file that is being written.
  private record OnDisk(Path file, OutputStream out) {}

  SpoolWriter(Spool spool) {
    this.spool = spool;
    this.sha256 = Sha256.begin();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    sizeBytes += length;
    if (onDisk.isEmpty() && sizeBytes > MEMORY_BYTES_MAX) {
      goToDisk();
    }
    sha256.update(bytes, from, length);
    OutputStream target = onDisk.isPresent() ? onDisk.get().out() : memory;
    target.write(bytes, from, length);
  }

  private void goToDisk() throws IOException {
    Path file = spool.newFile();
    // Not through a channel, which an interrupt would close.
    OutputStream out = new FileOutputStream(file.toFile());
    onDisk = Optional.of(new OnDisk(file, new BufferedOutputStream(out, BUFFER_BYTES)));
    memory.writeTo(onDisk.get().out());
    memory = new ByteArrayOutputStream(0);
  }

  /// Everything that was written. To be called once, at the end.
  public Spooled finish() throws IOException {
    String hash = HexFormat.of().formatHex(sha256.digest());
    if (onDisk.isEmpty()) {
      return new SpooledBytes.InMemory(memory.toByteArray(), hash);
    }
    onDisk.get().out().close();
    var finished = new SpooledBytes.InFile(onDisk.get().file(), sizeBytes, hash);
    onDisk = Optional.empty();
    return finished;
  }

  /// What was not finished is gone.
  @Override
  public void close() throws IOException {
    if (onDisk.isPresent()) {
      OnDisk unfinished = onDisk.get();
      onDisk = Optional.empty();
      try {
        unfinished.out().close();
      } finally {
        Files.deleteIfExists(unfinished.file());
      }
    }
  }
}
