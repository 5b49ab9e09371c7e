package io.freehold.adapters.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A connection on which a test writes and reads bytes itself.
public final class Wire implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;

  public Wire(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  public Wire(Socket open) throws IOException {
    socket = open;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
  }

  public Wire send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Wire send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /// Reads one answer that is delimited by its Content-Length.
  public Answer receive() throws IOException {
    return receive(false);
  }

  public Answer receiveHeadOnly() throws IOException {
    return receive(true);
  }

  private Answer receive(boolean headOnly) throws IOException {
    String statusLine = line();
    List<String> headers = new ArrayList<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      headers.add(header);
    }
    var answer = new Answer(statusLine, headers, new byte[0]);
    int length =
        headOnly || answer.status() == 304
            ? 0
            : answer.header("Content-Length").map(Integer::parseInt).orElse(0);
    return new Answer(statusLine, headers, socket.getInputStream().readNBytes(length));
  }

  private String line() throws IOException {
    InputStream in = socket.getInputStream();
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed after: " + line);
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /// Reads and forgets that many bytes, or fewer when they end before; returns how many came.
  public long bytesUntil(long max) throws IOException {
    byte[] chunk = new byte[64 << 10];
    long count = 0;
    try {
      while (count < max) {
        int read =
            socket.getInputStream().read(chunk, 0, (int) Math.min(chunk.length, max - count));
        if (read < 0) {
          return count;
        }
        count += read;
      }
    } catch (java.net.SocketException e) {
      // Closed in the middle: that is where the bytes end.
    }
    return count;
  }

  /// Whether the server closes the connection without another byte.
  public boolean isClosedByTheServer() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// An answer as it came over the wire.
  public record Answer(String statusLine, List<String> headers, byte[] body) {
    public int status() {
      return Integer.parseInt(statusLine.split(" ")[1]);
    }

    public java.util.Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
          .map(header -> header.substring(start.length()).strip())
          .findFirst();
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public io.vertx.core.json.JsonObject json() {
      return new io.vertx.core.json.JsonObject(text());
    }

    public String errorCode() {
      return json().getJsonObject("error").getString("errorCode");
    }

    public String reason() {
      return json().getJsonObject("error").getJsonObject("details").getString("reason");
    }
  }
}
