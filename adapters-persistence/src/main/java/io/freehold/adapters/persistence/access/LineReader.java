package io.freehold.adapters.persistence.access;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/// Reads a log line by line in bounded memory, and knows where each line began.
final class LineReader implements AutoCloseable {
  private static final int BUFFER = 2 * LogLine.BYTES_MAX;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private long base;
  private int next;
  private int end;
  private long start;
  private long left;
  private boolean isOverlong;

  /// @param from where `in` stands within its file
  /// @param left how many bytes are to be read at most
  LineReader(InputStream in, long from, long left) {
    this.in = in;
    this.base = from;
    this.start = from;
    this.left = left;
  }

  /// The next complete line; empty at the end, or where a last line has no line break. In place of
  /// a line that is longer than any can be, an empty one is given: it cannot be read.
  Optional<LogLine> next() throws IOException {
    int scanned = next;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') {
          return Optional.of(lineUpTo(i));
        }
      }
      makeRoom();
      scanned = end;
      if (!isFilled()) {
        return Optional.empty();
      }
    }
  }

  /// What is left of a line that was too long might be a good line by itself; it is none.
  private LogLine lineUpTo(int lineBreak) {
    var line = new LogLine(isOverlong ? new byte[0] : Arrays.copyOfRange(buffer, next, lineBreak));
    isOverlong = false;
    next = lineBreak + 1;
    start = base + next;
    return line;
  }

  private void makeRoom() {
    boolean isTooLong = end - next > LogLine.BYTES_MAX;
    isOverlong |= isTooLong;
    int dropped = isTooLong ? end : next;
    System.arraycopy(buffer, dropped, buffer, 0, end - dropped);
    base += dropped;
    end -= dropped;
    next = 0;
  }

  private boolean isFilled() throws IOException {
    int wanted = (int) Math.min(buffer.length - end, left);
    int read = wanted == 0 ? -1 : in.read(buffer, end, wanted);
    if (read > 0) {
      end += read;
      left -= read;
    }
    return read > 0;
  }

  /// Where the next line begins, be it complete or not.
  long start() {
    return start;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
