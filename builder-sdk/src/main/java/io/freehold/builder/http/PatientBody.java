package io.freehold.builder.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer as it arrives, a few pieces at a time. Unlike the stream of the JDK it
/// does not wait for ever for a server that has fallen silent.
final class PatientBody extends InputStream implements BodySubscriber<InputStream> {
  private sealed interface Event {
    record Arrived(Iterator<ByteBuffer> pieces) implements Event {}

    record Broken(Throwable cause) implements Event {}

    record Complete() implements Event {}
  }

  private final Duration idleTimeout;

  /// Bounded by what was asked for: one list of pieces, and the end.
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private Iterator<ByteBuffer> pieces = List.<ByteBuffer>of().iterator();
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private boolean isComplete;
  private @Nullable IOException broken;

  PatientBody(Duration idleTimeout) {
    this.idleTimeout = idleTimeout;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (subscription.complete(given)) {
      given.request(1);
    } else {
      given.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> arrived) {
    events.add(new Event.Arrived(arrived.iterator()));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Broken(cause));
  }

  @Override
  public void onComplete() {
    events.add(new Event.Complete());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!piece.hasRemaining()) {
      if (!advance()) {
        return -1;
      }
    }
    int taken = Math.min(length, piece.remaining());
    piece.get(into, offset, taken);
    return taken;
  }

  /// Whether there may be more: the next piece, or the next list of pieces.
  private boolean advance() throws IOException {
    if (broken != null) {
      throw new IOException(broken.getMessage(), broken);
    }
    if (isComplete) {
      return false;
    }
    if (pieces.hasNext()) {
      piece = pieces.next();
      return true;
    }
    switch (nextEvent()) {
      case Event.Arrived(var arrived) -> {
        pieces = arrived;
        subscription.thenAccept(known -> known.request(1));
      }
      case Event.Complete() -> isComplete = true;
      case Event.Broken(var cause) ->
          broken = cause instanceof IOException e ? e : new IOException(cause);
    }
    return true;
  }

  private Event nextEvent() throws IOException {
    try {
      Event event = events.poll(idleTimeout.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        close();
        throw new HttpTimeoutException("the server fell silent in the middle of its answer");
      }
      return event;
    } catch (InterruptedException _) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() {
    subscription.thenAccept(Flow.Subscription::cancel);
    isComplete = true;
    piece = ByteBuffer.allocate(0);
    pieces = List.<ByteBuffer>of().iterator();
  }
}
