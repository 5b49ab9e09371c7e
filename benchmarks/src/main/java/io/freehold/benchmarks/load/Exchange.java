package io.freehold.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// One connection that stays open, and one request at a time on it, waited for.
public final class Exchange implements AutoCloseable {
  private static final int BUFFER = 64 << 10;

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final AnswerReader answer = new AnswerReader();

  public Exchange(InetSocketAddress server) {
    try {
      channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      throw new UncheckedIOException("no connection to " + server, e);
    }
  }

  /// From the first byte sent to the last one received, in nanoseconds.
  ///
  /// @param status that is expected; any other is an error
  public long nanos(Requests request, int status) {
    ByteBuffer[] bytes = request.next();
    answer.begin();
    try {
      long start = System.nanoTime();
      while (bytes[bytes.length - 1].hasRemaining() || bytes[0].hasRemaining()) {
        channel.write(bytes);
      }
      boolean isComplete = false;
      while (!isComplete) {
        buffer.clear();
        if (channel.read(buffer) < 0) {
          throw new EOFException("the server closed the connection");
        }
        isComplete = answer.take(buffer.flip());
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

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
