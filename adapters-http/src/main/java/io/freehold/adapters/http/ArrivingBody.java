package io.freehold.adapters.http;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A body that is read on a virtual thread while it arrives on the event loop. When the reader is
/// slower, the client is made to wait; when the client is slower, the reader is not counted
/// meanwhile, and a client that is too slow is given up.
final class ArrivingBody extends InputStream {
  /// What may be there at once, pieces on the way from the network included.
  static final int BYTES_HELD_MAX = 512 << 10;

  private static final int ENOUGH = 256 << 10;
  private static final int FEW = 64 << 10;

  /// A body may take the usual time for each of these, and once more.
  private static final long BYTES_PER_TIMEOUT = 10L << 20;

  private final Context context;
  private final HttpServerRequest request;
  private final VirtualThreads threads;
  private final long length;
  private final Duration timeout;
  private final long deadline;
  private final ArrayDeque<Buffer> pieces = new ArrayDeque<>();
  private int waiting;
  private long arrived;
  private long read;
  private boolean isHeldBack;
  private boolean isAtItsEnd;
  private Optional<Throwable> failure = Optional.empty();
  private Promise<Void> news = Promise.promise();
  private Buffer current = Buffer.buffer();
  private int position;

  ArrivingBody(
      Context context,
      HttpServerRequest request,
      VirtualThreads threads,
      long length,
      Duration bodyTimeout) {
    this.context = context;
    this.request = request;
    this.threads = threads;
    this.length = length;
    this.timeout = bodyTimeout.multipliedBy(1 + length / BYTES_PER_TIMEOUT);
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /// On the event loop.
  synchronized void arrives(Buffer piece) {
    pieces.add(piece);
    waiting += piece.length();
    arrived += piece.length();
    if (waiting >= ENOUGH && !isHeldBack) {
      isHeldBack = true;
      request.pause();
    }
    news.tryComplete();
  }

  /// On the event loop.
  synchronized void ends() {
    isAtItsEnd = true;
    news.tryComplete();
  }

  /// On the event loop.
  synchronized void fails(Throwable because) {
    failure = Optional.of(because);
    news.tryComplete();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int count) {
    if (count == 0) {
      return 0;
    }
    if (position == current.length() && !hasNext()) {
      mustBeWhole();
      return -1;
    }
    int n = Math.min(count, current.length() - position);
    current.getBytes(position, position + n, into, from);
    position += n;
    read += n;
    return n;
  }

  private void mustBeWhole() {
    if (read != length) {
      throw Exchange.cutShort();
    }
  }

  /// Waits for the next piece; false at the end.
  private boolean hasNext() {
    while (true) {
      Future<Void> awaited;
      synchronized (this) {
        @Nullable Buffer next = pieces.poll();
        if (next != null) {
          take(next);
          return true;
        }
        if (failure.isPresent()) {
          throw Exchange.cutShort();
        }
        if (isAtItsEnd) {
          return false;
        }
        news = Promise.promise();
        awaited = news.future();
      }
      await(awaited);
    }
  }

  private void take(Buffer next) {
    current = next;
    position = 0;
    waiting -= next.length();
    if (isHeldBack && waiting <= FEW) {
      isHeldBack = false;
      context.runOnContext(_ -> request.resume());
    }
  }

  private void await(Future<Void> awaited) {
    try {
      var _ =
          threads.awaitUncounted(
              awaited, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    } catch (TimeoutException e) {
      throw Problem.malformed(
              Subject.BODY, "the body did not arrive within " + timeout.toSeconds() + " seconds")
          .asException(e);
    }
  }
}
