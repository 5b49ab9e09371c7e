package io.freehold.adapters.persistence.access;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads a log line by line in bounded memory, and knows where each line began.
final class LineReader implements AutoCloseable {
  private static final int BUFFER = 128 << 10;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
  private long position;
  private long start;
  private long left;

  /// @param from where `in` stands within its file
  /// @param left how many bytes are to be read at most
  LineReader(InputStream in, long from, long left) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.position = from;
    this.left = left;
  }

  /// The next complete line; empty at the end, or where a last line has no line break. What exceeds
  /// the longest line there can be is dropped, and the line is not intact.
  Optional<LogLine> next() throws IOException {
    line.reset();
    start = position;
    while (left > 0) {
      int b = in.read();
      if (b < 0) {
        return Optional.empty();
      }
      position++;
      left--;
      if (b == '\n') {
        return Optional.of(new LogLine(line.toByteArray()));
      }
      if (line.size() <= LogLine.BYTES_MAX) {
        line.write(b);
      }
    }
    return Optional.empty();
  }

  /// Where the line that was read last began, or where one begins that is not complete.
  long start() {
    return start;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
