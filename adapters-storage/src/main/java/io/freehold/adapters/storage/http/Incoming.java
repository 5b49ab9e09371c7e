package io.freehold.adapters.storage.http;

import io.freehold.application.Limits;
import io.freehold.domain.storage.StorageException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The body of an answer while it comes in. It is asked for piece by piece, so that no more of it
/// is in memory than was asked for; the connection waits meanwhile.
final class Incoming extends InputStream {
  private sealed interface Event {
    record Piece(Buffer bytes) implements Event {}

    record End() implements Event {}

    record Failed(Throwable because) implements Event {}
  }

  private final String who;
  private final HttpClientRequest request;
  private final HttpClientResponse response;
  private final Pace pace;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private Buffer piece = Buffer.buffer();
  private int position;
  private boolean isAtEnd;
  private boolean endsItsConnection;

  /// Made on the event loop, before anything of the body can be missed.
  Incoming(String who, HttpClientRequest request, HttpClientResponse response, Limits limits) {
    this.who = who;
    this.request = request;
    this.response = response;
    this.pace = new Pace(limits);
    var _ = response.pause();
    response.exceptionHandler(failure -> events.add(new Event.Failed(failure)));
    response.endHandler(_ -> events.add(new Event.End()));
    response.handler(bytes -> events.add(new Event.Piece(bytes)));
  }

  /// Its request was not sent to the end: nobody else can use the connection.
  void endsItsConnection() {
    endsItsConnection = true;
  }

  HttpClientResponse head() {
    return response;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    var _ = Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (position == piece.length() && !isAtEnd) {
      next();
    }
    int count = Math.min(length, piece.length() - position);
    if (count == 0) {
      return -1;
    }
    var _ = piece.getBytes(position, position + count, target, offset);
    position += count;
    return count;
  }

  private void next() {
    var _ = response.fetch(1);
    long since = System.nanoTime();
    Event event = await();
    switch (event) {
      case null -> throw failed(new TimeoutException());
      case Event.Failed(var because) -> throw failed(because);
      case Event.End() -> isAtEnd = true;
      case Event.Piece(var bytes) -> {
        piece = bytes;
        position = 0;
        pace.moved(bytes.length(), System.nanoTime() - since);
      }
    }
  }

  private @Nullable Event await() {
    try {
      return events.poll(pace.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw failed(e);
    }
  }

  private StorageException failed(Throwable because) {
    giveUp();
    return Failures.ofTransport(who, because);
  }

  private void giveUp() {
    isAtEnd = true;
    piece = Buffer.buffer();
    position = 0;
    var _ = request.reset();
  }

  /// What is not wanted any more is not waited for: the connection goes.
  @Override
  public void close() {
    if (!isAtEnd || endsItsConnection) {
      giveUp();
    }
  }
}
