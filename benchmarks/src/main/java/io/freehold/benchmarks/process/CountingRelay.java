package io.freehold.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/// Passes bytes on to a server and counts the requests among them, by the end of their first line.
public final class CountingRelay implements AutoCloseable {
  private static final byte[] END_OF_FIRST_LINE =
      " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket socket;
  private final URI target;
  private final AtomicLong requests = new AtomicLong();

  /// @param target the origin of the server
  public CountingRelay(String target) {
    this.target = URI.create(target);
    try {
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public String origin() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  public long requests() {
    return requests.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        var server = new Socket(target.getHost(), target.getPort());
        Thread.ofVirtual().start(() -> pass(client, server, true));
        Thread.ofVirtual().start(() -> pass(server, client, false));
      }
    } catch (IOException e) {
      // The relay is closed, or nobody is behind it: whoever asks will notice.
    }
  }

  private void pass(Socket from, Socket to, boolean isCounted) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[16 << 10];
      int seen = 0;
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        for (int i = 0; i < length && isCounted; i++) {
          seen = after(seen, piece[i]);
        }
        out.write(piece, 0, length);
      }
    } catch (IOException e) {
      // One side is gone, and so is the other.
    }
  }

  private int after(int seen, byte next) {
    int now = next == END_OF_FIRST_LINE[seen] ? seen + 1 : next == END_OF_FIRST_LINE[0] ? 1 : 0;
    if (now == END_OF_FIRST_LINE.length) {
      requests.incrementAndGet();
      return 0;
    }
    return now;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
