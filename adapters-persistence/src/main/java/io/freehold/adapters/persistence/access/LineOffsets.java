package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// Where the lines of a log begin, eight bytes a line, so that any page is found at once (threat
/// T54). Whatever is wrong with it, it can be made again from the log.
final class LineOffsets {
  static final int BYTES = Long.BYTES;
  private static final String ENDING = ".lines";

  private LineOffsets() {}

  static Path fileOf(Path log) {
    String name = log.getFileName().toString();
    return log.resolveSibling(name.substring(0, name.length() - ".log".length()) + ENDING);
  }

  /// The log that a file has the positions of; empty for every other file.
  static Optional<Path> logOf(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(ENDING)
        ? Optional.of(
            file.resolveSibling(name.substring(0, name.length() - ENDING.length()) + ".log"))
        : Optional.empty();
  }

  static long[] read(Disk disk, Path file, long from, int count) throws IOException {
    long[] offsets = new long[count];
    ByteBuffer.wrap(disk.read(file, from * BYTES, count * BYTES)).asLongBuffer().get(offsets);
    return offsets;
  }

  /// Whether the first line is where a log begins: none is left out before it.
  static boolean beginWell(Disk disk, Path log) throws IOException {
    return read(disk, fileOf(log), 0, 1)[0] == 0;
  }

  static byte[] bytes(long[] offsets, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * BYTES);
    bytes.asLongBuffer().put(offsets, 0, count);
    return bytes.array();
  }
}
