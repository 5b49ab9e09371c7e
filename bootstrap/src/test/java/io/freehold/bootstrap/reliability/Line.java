package io.freehold.bootstrap.reliability;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A connection on which an experiment writes and reads bytes itself, and as slowly as it likes.
final class Line implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;

  /// What came back.
  ///
  /// @param headers by their names in lower case
  record Reply(int status, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    long length() {
      return header("content-length").map(Long::parseLong).orElse(0L);
    }
  }

  Line(String url) throws IOException {
    URI target = URI.create(url);
    socket = new Socket();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
  }

  static byte[] get(String target, String authorization) {
    return head("GET", target, "Authorization: " + authorization);
  }

  static byte[] get(String target) {
    return head("GET", target);
  }

  static byte[] head(String method, String target, String... headers) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] post(String target, String authorization, byte[] json, String... headers) {
    var all = new java.util.ArrayList<>(java.util.List.of(headers));
    all.add("Authorization: " + authorization);
    all.add("Content-Type: application/json");
    all.add("Content-Length: " + json.length);
    byte[] head = head("POST", target, all.toArray(String[]::new));
    byte[] whole = java.util.Arrays.copyOf(head, head.length + json.length);
    System.arraycopy(json, 0, whole, head.length, json.length);
    return whole;
  }

  Line send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /// Whether something came back already.
  boolean hasAnswer() throws IOException {
    return in.available() > 0;
  }

  Reply receive() throws IOException {
    Reply head = receiveHead();
    int length = head.status() < 200 || head.status() == 304 ? 0 : (int) head.length();
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("closed in the middle of a body");
    }
    return new Reply(head.status(), head.headers(), body);
  }

  Reply receiveHead() throws IOException {
    String status = line();
    var headers = new TreeMap<String, String>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new Reply(Integer.parseInt(status.split(" ")[1]), headers, new byte[0]);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed after: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /// Reads and forgets that many bytes, or fewer when they end before; returns how many came. Bytes
  /// that merely do not come are no end.
  long skip(long max) throws SocketTimeoutException {
    byte[] chunk = new byte[64 << 10];
    long count = 0;
    try {
      while (count < max) {
        int read = in.read(chunk, 0, (int) Math.min(chunk.length, max - count));
        if (read < 0) {
          return count;
        }
        count += read;
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // Where the connection is closed, the bytes end.
    }
    return count;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }
}
