package io.freehold.adapters.persistence.sync;

import io.freehold.adapters.persistence.files.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows in `server.json`, where there is one, how far the records were read (§4.1.8): now and
/// then, and at the end. Nothing here reads it again; the database is what counts, so that a mirror
/// that cannot be written is no failure.
public final class CursorMirror implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CursorMirror.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final long BYTES_MAX = 1 << 20;

  private final Path file;
  private final Disk disk;
  private final InstantSource clock;
  private Optional<String> unwritten = Optional.empty();
  private Instant nextAt = Instant.MIN;

  public CursorMirror(Path home, Disk disk, InstantSource clock) {
    this.file = home.resolve("server.json");
    this.disk = disk;
    this.clock = clock;
  }

  public synchronized void show(String cursor) {
    unwritten = Optional.of(cursor).filter(CursorMirror::isTime);
    Instant now = clock.instant();
    boolean isDue = !now.isBefore(nextAt) || now.isBefore(nextAt.minus(PAUSE));
    if (isDue) {
      nextAt = now.plus(PAUSE);
      write();
    }
  }

  /// What other gateways count by is none of the protocol's times.
  private static boolean isTime(String cursor) {
    try {
      var _ = Instant.parse(cursor);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private void write() {
    try {
      if (unwritten.isPresent() && isPlainFile()) {
        write(unwritten.get());
      }
      unwritten = Optional.empty();
    } catch (IOException e) {
      LOG.warn("{} does not show how far records were read: {}", file, e.toString());
    }
  }

  private boolean isPlainFile() throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.isWritable(file)
        && Files.size(file) <= BYTES_MAX;
  }

  /// Whoever edits the file at this very moment wins.
  private void write(String cursor) throws IOException {
    byte[] before = read();
    Optional<byte[]> after = SettingsMirror.with(before, cursor);
    if (after.isEmpty()) {
      return;
    }
    Path next = file.resolveSibling("server.json.new");
    disk.remove(next);
    disk.create(next, after.get());
    if (Arrays.equals(read(), before)) {
      disk.replace(next, file);
      disk.syncFolder(java.util.Objects.requireNonNull(file.getParent()));
    } else {
      disk.remove(next);
    }
  }

  private byte[] read() throws IOException {
    return disk.read(file, 0, (int) disk.size(file));
  }

  @Override
  public synchronized void close() {
    write();
  }
}
