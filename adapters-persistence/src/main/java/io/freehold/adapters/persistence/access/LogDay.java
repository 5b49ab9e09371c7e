package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A day of the log as it stood at one moment, to be read without stopping the writer.
///
/// @param log the file of lines
/// @param indexed how many lines the file of offsets knows
/// @param newest offsets of the lines after those
/// @param length of the log
record LogDay(Disk disk, Path log, long indexed, long[] newest, long length) {

  /// A day to which nothing is added any more.
  static LogDay sealed(Disk disk, Path log) throws IOException {
    long bytes = disk.size(LineOffsets.fileOf(log));
    boolean isWhole =
        bytes > 0 && bytes % LineOffsets.BYTES == 0 && LineOffsets.beginWell(disk, log);
    if (!isWhole) {
      return rebuilt(disk, log);
    }
    return new LogDay(disk, log, bytes / LineOffsets.BYTES, new long[0], disk.size(log));
  }

  /// Makes the file of offsets again.
  static LogDay rebuilt(Disk disk, Path log) throws IOException {
    try (DayWriter writer = DayWriter.reindexing(disk, log)) {
      writer.seal();
      return writer.day();
    }
  }

  long lines() {
    return indexed + newest.length;
  }

  /// Lines in the order of writing. An IOException says that the offsets do not fit the log.
  List<LogLine> read(long from, int count) throws IOException {
    if (count == 0) {
      return List.of();
    }
    long[] bounds = bounds(from, count);
    long start = bounds[0];
    long size = bounds[count] - start;
    if (start < 0 || size <= 0 || size > (long) count * (LogLine.BYTES_MAX + 1)) {
      throw new EOFException("offsets out of order in " + log);
    }
    byte[] bytes = disk.read(log, start, (int) size);
    var lines = new ArrayList<LogLine>(count);
    for (int i = 0; i < count; i++) {
      lines.add(line(bytes, bounds[i] - start, bounds[i + 1] - start));
    }
    return lines;
  }

  private LogLine line(byte[] bytes, long from, long to) throws IOException {
    int end = (int) to - 1;
    if (from < 0 || from > end || to > bytes.length) {
      throw new EOFException("offsets out of order in " + log);
    }
    for (int i = (int) from; i <= end; i++) {
      if ((bytes[i] == '\n') != (i == end)) {
        throw new EOFException("an offset within a line of " + log);
      }
    }
    return new LogLine(java.util.Arrays.copyOfRange(bytes, (int) from, end));
  }

  /// Where these lines begin, and where the last of them ends.
  long startOf(long line) throws IOException {
    return bounds(line, 1)[0];
  }

  private long[] bounds(long from, int count) throws IOException {
    long[] bounds = new long[count + 1];
    int fromFile = (int) Math.clamp(indexed - from, 0, count + 1);
    if (fromFile > 0) {
      long[] read = LineOffsets.read(disk, LineOffsets.fileOf(log), from, fromFile);
      System.arraycopy(read, 0, bounds, 0, fromFile);
    }
    for (int i = fromFile; i <= count; i++) {
      long position = from + i - indexed;
      bounds[i] = position < newest.length ? newest[(int) position] : length;
    }
    return bounds;
  }
}
