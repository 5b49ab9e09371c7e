package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/// The day of the log that lines are added to. Offsets are written now and then; those a crash
/// takes are found again by reading the lines after the last known one.
final class DayWriter implements AutoCloseable {
  private static final int OFFSETS_HELD = 512;

  private final Disk disk;
  private final Path log;
  private final Disk.Appender lines;
  private final Disk.Appender offsets;
  private final long[] newest = new long[OFFSETS_HELD];
  private final ReentrantLock closing = new ReentrantLock();
  private boolean isClosed;
  private int held;
  private long indexed;
  private long length;

  private DayWriter(Disk disk, Path log, Disk.Appender lines, Disk.Appender offsets) {
    this.disk = disk;
    this.log = log;
    this.lines = lines;
    this.offsets = offsets;
  }

  /// Goes on where a day was left. What follows its last complete line stays until `cut`.
  static DayWriter open(Disk disk, Path log) throws IOException {
    DayWriter writer = begin(disk, log);
    try {
      writer.indexed = writer.offsets.length() / LineOffsets.BYTES;
      long from = writer.lastKnownStart();
      writer.indexed = Math.max(0, writer.indexed - 1);
      writer.readOffsets(from);
      return writer;
    } catch (IOException e) {
      writer.close();
      throw e;
    }
  }

  /// Begins the file of offsets anew.
  static DayWriter reindexing(Disk disk, Path log) throws IOException {
    DayWriter writer = begin(disk, log);
    try {
      writer.readOffsets(0);
      return writer;
    } catch (IOException e) {
      writer.close();
      throw e;
    }
  }

  private static DayWriter begin(Disk disk, Path log) throws IOException {
    Disk.Appender lines = disk.append(log);
    try {
      return new DayWriter(disk, log, lines, disk.append(LineOffsets.fileOf(log)));
    } catch (IOException e) {
      lines.close();
      throw e;
    }
  }

  /// The start of the last line whose offset is known; 0, and no offset known, when it cannot be
  /// the start of a line.
  private long lastKnownStart() throws IOException {
    if (indexed > 0 && LineOffsets.beginWell(disk, log)) {
      long start = LineOffsets.read(disk, LineOffsets.fileOf(log), indexed - 1, 1)[0];
      boolean isFirst = start == 0 && indexed == 1;
      if (isFirst
          || start > 0 && start < lines.length() && disk.read(log, start - 1, 1)[0] == '\n') {
        return start;
      }
    }
    indexed = 0;
    return 0;
  }

  private void readOffsets(long from) throws IOException {
    offsets.cut(indexed * LineOffsets.BYTES);
    try (InputStream in = disk.open(log)) {
      in.skipNBytes(from);
      var reader = new LineReader(in, from, Long.MAX_VALUE);
      length = from;
      while (reader.next().isPresent()) {
        makeRoom();
        newest[held++] = length;
        length = reader.start();
      }
    }
  }

  long lines() {
    return indexed + held;
  }

  /// The end of the last complete line.
  long length() {
    return length;
  }

  /// What a crash left behind the last complete line, in bytes.
  long tornBytes() throws IOException {
    return lines.length() - length;
  }

  Path log() {
    return log;
  }

  LogDay day() {
    return new LogDay(disk, log, indexed, Arrays.copyOf(newest, held), length);
  }

  /// Forgets the lines from one on, and what follows them.
  void cut(long line) throws IOException {
    if (line < lines()) {
      length = startOf(line);
      held = (int) Math.max(0, line - indexed);
      indexed = Math.min(indexed, line);
    }
    lines.cut(length);
  }

  private long startOf(long line) throws IOException {
    return line < indexed
        ? LineOffsets.read(disk, LineOffsets.fileOf(log), line, 1)[0]
        : newest[(int) (line - indexed)];
  }

  /// One write. When it fails, what was written of the line is taken away again, now or before the
  /// next line.
  void append(LogLine line) throws IOException {
    byte[] bytes = line.withLineBreak();
    makeRoom();
    if (lines.length() != length) {
      lines.cut(length);
    }
    lines.append(bytes);
    newest[held++] = length;
    length += bytes.length;
  }

  private void makeRoom() throws IOException {
    if (held == newest.length) {
      flushOffsets();
    }
  }

  void flushOffsets() throws IOException {
    if (offsets.length() != indexed * LineOffsets.BYTES) {
      offsets.cut(indexed * LineOffsets.BYTES);
    }
    offsets.append(LineOffsets.bytes(newest, held));
    indexed += held;
    held = 0;
  }

  /// Does nothing after `close`: what is closed was sealed before.
  void syncLines() throws IOException {
    closing.lock();
    try {
      if (!isClosed) {
        lines.sync();
      }
    } finally {
      closing.unlock();
    }
  }

  /// Makes both files last, at the end of the day, without what a failed write left behind.
  void seal() throws IOException {
    if (lines.length() != length) {
      lines.cut(length);
    }
    flushOffsets();
    lines.sync();
    offsets.sync();
  }

  @Override
  public void close() throws IOException {
    closing.lock();
    try (lines) {
      isClosed = true;
      offsets.close();
    } finally {
      closing.unlock();
    }
  }
}
