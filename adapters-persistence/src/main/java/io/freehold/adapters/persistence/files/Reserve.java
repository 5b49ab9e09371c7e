package io.freehold.adapters.persistence.files;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Room that is held by a file of no meaning, so that a revocation, a deletion or a line of the
/// access log can be written when somebody else has filled the disk (R4). It is given up then, and
/// taken again when there is room.
public final class Reserve {
  private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
  private static final int BYTES_MAX = 1 << 20;
  private static final int BYTES_TO_START_MAX = 256 << 10;
  private static final int PIECE = 64 << 10;

  private final Path file;
  private final long bytesMax;
  private final Disk disk;
  private final Space space;

  public Reserve(Path home, Disk disk, Space space) {
    this(home.resolve("reserve"), BYTES_MAX, disk, space);
  }

  private Reserve(Path file, long bytesMax, Disk disk, Space space) {
    this.file = file;
    this.bytesMax = bytesMax;
    this.disk = disk;
    this.space = space;
  }

  /// Room of its own for opening the databases: a server that has used up the other may still be
  /// started.
  public static Reserve toStart(Path home, Disk disk, Space space) {
    return new Reserve(home.resolve("reserve.start"), BYTES_TO_START_MAX, disk, space);
  }

  /// Takes the room, if it is not taken and there is plenty.
  public synchronized void fill() {
    try {
      if (disk.size(file) < 0 && space.hasRoomFor(bytesMax)) {
        write((int) Math.min(bytesMax, space.keptFreeBytes() / 2));
      }
    } catch (IOException e) {
      LOG.warn("No room could be reserved: {}", e.toString());
    }
  }

  private void write(int bytes) throws IOException {
    try (Disk.Appender out = disk.append(file)) {
      for (int written = 0; written < bytes; written += PIECE) {
        out.append(noise(Math.min(PIECE, bytes - written), written));
      }
    }
  }

  /// Zeros would take no room on a disk that compresses.
  private static byte[] noise(int length, int seed) {
    byte[] bytes = new byte[length];
    long state = seed * 0x9E3779B97F4A7C15L + 1;
    for (int i = 0; i < length; i++) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      bytes[i] = (byte) state;
    }
    return bytes;
  }

  /// Gives the room up; false when there is none to give.
  public synchronized boolean release() {
    try {
      boolean isThere = disk.size(file) >= 0;
      disk.remove(file);
      if (isThere) {
        LOG.warn("The disk is full; the reserved room is given up for what must be written");
      }
      return isThere;
    } catch (IOException e) {
      LOG.warn("The reserved room could not be given up: {}", e.toString());
      return false;
    }
  }
}
