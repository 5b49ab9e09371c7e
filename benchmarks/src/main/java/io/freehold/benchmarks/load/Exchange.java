package io.freehold.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// One connection that stays open, and one request at a time on it, waited for ten seconds at most.
public final class Exchange implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[64 << 10];
  private final AnswerReader answer = new AnswerReader();

  public Exchange(InetSocketAddress server) {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(server, TIMEOUT_MILLIS);
      in = socket.getInputStream();
      out = socket.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException("no connection to " + server, e);
    }
  }

  /// From the first byte sent to the last one received, in nanoseconds.
  ///
  /// @param status that is expected; any other is an error
  public long nanos(Requests request, int status) {
    byte[] bytes = bytes(request.next());
    answer.begin();
    try {
      long start = System.nanoTime();
      out.write(bytes);
      boolean isComplete = false;
      while (!isComplete) {
        int read = in.read(buffer);
        if (read < 0) {
          throw new EOFException("the server closed the connection");
        }
        isComplete = answer.take(ByteBuffer.wrap(buffer, 0, read));
      }
      long end = System.nanoTime();
      if (answer.status() != status) {
        throw new IllegalStateException("the server answered " + answer.status());
      }
      return end - start;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ByteBuffer[] parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(ByteBuffer::remaining).sum()];
    ByteBuffer into = ByteBuffer.wrap(all);
    for (ByteBuffer part : parts) {
      into.put(part);
    }
    return all;
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
