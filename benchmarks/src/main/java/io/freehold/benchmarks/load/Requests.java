package io.freehold.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where requests come from. They are made before the clock runs.
@FunctionalInterface
public interface Requests {
  /// The bytes of the next request, as buffers to be written in this order.
  ByteBuffer[] next();

  /// The same request again and again.
  static Requests of(String method, String target, Map<String, String> headers, byte[] body) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (body.length > 0) {
      head.append("Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n");
    }
    head.append("\r\n");
    ByteBuffer first = direct(head.toString().getBytes(StandardCharsets.US_ASCII));
    ByteBuffer second = direct(body);
    return () -> new ByteBuffer[] {first.duplicate(), second.duplicate()};
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
