package io.freehold.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Finds the end of one HTTP/1.1 answer after the other in the bytes of a connection, and reads of
/// each only its status and its length. The body is counted and dropped.
final class AnswerReader {
  private static final int HEAD_BYTES_MAX = 16 << 10;
  private static final String LENGTH = "\r\ncontent-length:";

  private final byte[] head = new byte[HEAD_BYTES_MAX];
  private int headBytes;
  private long bodyLeft = -1;
  private int status;

  /// Takes what arrived; true once the answer is complete. What follows an answer is an error: the
  /// next request is only sent then.
  boolean take(ByteBuffer arrived) {
    while (bodyLeft < 0 && arrived.hasRemaining()) {
      addToHead(arrived.get());
    }
    if (bodyLeft < 0) {
      return false;
    }
    if (arrived.remaining() > bodyLeft) {
      throw new IllegalStateException("the server sent more than it announced");
    }
    bodyLeft -= arrived.remaining();
    arrived.position(arrived.limit());
    return bodyLeft == 0;
  }

  int status() {
    return status;
  }

  void begin() {
    headBytes = 0;
    bodyLeft = -1;
    status = 0;
  }

  private void addToHead(byte b) {
    if (headBytes == head.length) {
      throw new IllegalStateException("the head of the answer does not end");
    }
    head[headBytes++] = b;
    if (b == '\n'
        && headBytes >= 4
        && head[headBytes - 2] == '\r'
        && head[headBytes - 3] == '\n'
        && head[headBytes - 4] == '\r') {
      readHead(new String(head, 0, headBytes, StandardCharsets.ISO_8859_1));
    }
  }

  private void readHead(String text) {
    status = Integer.parseInt(text, 9, 12, 10);
    String lower = text.toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf(LENGTH);
    if (at >= 0) {
      int end = lower.indexOf('\r', at + LENGTH.length());
      bodyLeft = Long.parseLong(lower.substring(at + LENGTH.length(), end).strip());
    } else if (status == 204 || status == 304) {
      bodyLeft = 0;
    } else {
      throw new IllegalStateException("an answer without a length: " + text.lines().findFirst());
    }
  }
}
