package io.freehold.adapters.http;

import io.freehold.adapters.http.ApiRoute.Cors;
import io.freehold.application.Limits;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// A request and its answer on the wire. Reading the body and sending the answer may be asked for
/// from any thread; both happen on the event loop.
final class Exchange implements RequestFlow.BodySource {

  private final Vertx vertx;
  private final Context context;
  private final HttpServerRequest request;
  private final VirtualThreads threads;
  private final Limits limits;
  private final StandingHeaders standing;

  /// Fails when the client goes away, which may be before anybody wants its body.
  private final Promise<byte[]> isCutShort = Promise.promise();

  private boolean bodyIsRead;

  /// How an answer is sent, whatever it is.
  ///
  /// @param isLast whether the connection is to be closed behind it
  record Manner(String requestId, Cors cors, boolean isLast) {
    Manner last() {
      return new Manner(requestId, cors, true);
    }
  }

  /// Made on the event loop; the request is held until its body is wanted.
  Exchange(
      Vertx vertx,
      HttpServerRequest request,
      VirtualThreads threads,
      Limits limits,
      StandingHeaders standing) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.request = request;
    this.threads = threads;
    this.limits = limits;
    this.standing = standing;
    this.bodyIsRead = !hasBody(request);
    if (!bodyIsRead) {
      request.pause();
      request.exceptionHandler(_ -> isCutShort.tryFail(cutShort()));
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    return Framing.contentLength(request.headers()) > 0
        || request.headers().contains("Transfer-Encoding");
  }

  @Override
  public byte[] read(int length) {
    Promise<byte[]> whole = Promise.promise();
    try {
      return threads.awaitUncounted(
          () -> context.runOnContext(_ -> receive(length, whole)),
          whole.future(),
          limits.bodyTimeout());
    } catch (TimeoutException e) {
      throw Problem.malformed(
              Subject.BODY,
              "the body did not arrive within " + limits.bodyTimeout().toSeconds() + " seconds")
          .asException(e);
    }
  }

  @Override
  public InputStream open(long length) {
    var body = new ArrivingBody(context, request, threads, length, limits.bodyTimeout());
    context.runOnContext(_ -> receive(body));
    return body;
  }

  private void receive(ArrivingBody body) {
    request.handler(body::arrives);
    request.endHandler(_ -> {
      bodyIsRead = true;
      body.ends();
    });
    isCutShort.future().onFailure(body::fails);
    begin();
  }

  private void receive(int length, Promise<byte[]> whole) {
    var filling = new Filling(length, whole);
    request.handler(filling::add);
    request.endHandler(_ -> {
      bodyIsRead = true;
      filling.end();
    });
    isCutShort.future().onFailure(whole::tryFail);
    begin();
  }

  private void begin() {
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    request.resume();
  }

  /// A body that is arriving.
  private static final class Filling {
    private final byte[] bytes;
    private final Promise<byte[]> whole;
    private int length;

    Filling(int length, Promise<byte[]> whole) {
      this.bytes = new byte[length];
      this.whole = whole;
    }

    void add(Buffer chunk) {
      if (length + chunk.length() <= bytes.length) {
        chunk.getBytes(bytes, length);
      }
      length += chunk.length();
    }

    void end() {
      if (length == bytes.length) {
        whole.tryComplete(bytes);
      } else {
        whole.tryFail(cutShort());
      }
    }
  }

  static RuntimeException cutShort() {
    return Problem.malformed(Subject.BODY, "the body did not arrive as a whole").asException();
  }

  /// Calls once: when a time is over, or when the client goes away before.
  void alarm(Duration after, Runnable call) {
    context.runOnContext(_ -> {
      HttpServerResponse response = request.response();
      Promise<Void> over = Promise.promise();
      over.future().onComplete(_ -> call.run());
      if (response.closed()) {
        over.complete();
      } else {
        response.closeHandler(_ -> over.tryComplete());
        var _ = vertx.setTimer(Math.max(1, after.toMillis()), _ -> over.tryComplete());
      }
    });
  }

  void send(Reply reply, Manner manner, Runnable whenDone) {
    context.runOnContext(_ -> {
      try {
        write(reply, manner, whenDone);
      } catch (RuntimeException e) {
        // The client is gone, or must not have the answer any more.
        reply.discard();
        whenDone.run();
        request.connection().close();
      }
    });
  }

  private void write(Reply reply, Manner manner, Runnable whenDone) {
    if (!reply.leaves(this::cut)) {
      throw new IllegalStateException("the grant was revoked meanwhile");
    }
    HttpServerResponse response = request.response();
    response.setStatusCode(reply.status()).setStatusMessage(reply.reason());
    standing.addTo(request, manner.cors());
    response.putHeader("X-Request-Id", manner.requestId());
    reply.headers().forEach(response::putHeader);
    boolean closes = manner.isLast() || !bodyIsRead;
    if (closes) {
      response.putHeader("Connection", "close");
    }
    Future<Void> sent = body(response, reply.body());
    mustBeReadBeforeLong(sent, reply.body().sizeBytes());
    sent.onComplete(_ -> {
      reply.discard();
      whenDone.run();
      if (closes) {
        linger();
      }
    });
  }

  private Future<Void> body(HttpServerResponse response, Reply.Body body) {
    return switch (body) {
      case Reply.Announced(long size) -> {
        response.putHeader("Content-Length", Long.toString(size));
        yield response.end();
      }
      case Reply.Bytes(byte[] bytes) when bytes.length == 0 -> response.end();
      case Reply.Bytes(byte[] bytes) when request.method().equals(HttpMethod.HEAD) -> {
        response.putHeader("Content-Length", Integer.toString(bytes.length));
        yield response.end();
      }
      case Reply.Bytes(byte[] bytes) -> response.end(Buffer.buffer(bytes));
      case Reply.OpenFile(var file, long size) -> response.sendFile(file, 0, size);
    };
  }

  /// A reader that takes a byte now and then is never idle, and would keep its file and its
  /// connection for ever (threat T30).
  private void mustBeReadBeforeLong(Future<Void> sent, long sizeBytes) {
    if (!sent.isComplete()) {
      Duration atMost =
          limits.bodyTimeout().plusSeconds(sizeBytes / limits.answerBytesPerSecondMin());
      long timer = vertx.setTimer(atMost.toMillis(), _ -> cut());
      sent.onComplete(_ -> vertx.cancelTimer(timer));
    }
  }

  /// Ends the connection in the middle of an answer; what has not left by now never does. Closing
  /// it the usual way would first wait for a client that reads slowly, so Netty is asked, next to
  /// the socket, where nothing waits.
  private Future<Void> cut() {
    if (!(request.connection() instanceof HttpServerConnection connection)) {
      return request.connection().close();
    }
    Promise<Void> closed = Promise.promise();
    connection
        .channelHandlerContext()
        .pipeline()
        .firstContext()
        .close()
        .addListener(_ -> closed.tryComplete());
    return closed.future();
  }

  /// Closes the connection behind an answer, but not before the client had a moment to read it:
  /// closing while bytes of an unwanted body arrive would make the client's system drop the answer.
  private void linger() {
    if (bodyIsRead) {
      request.connection().close();
      return;
    }
    HttpConnection connection = request.connection();
    long timer = vertx.setTimer(limits.lingerTimeout().toMillis(), _ -> connection.close());
    var unwanted = new Unwanted();
    request.handler(unwanted::drop);
    request.endHandler(_ -> {
      vertx.cancelTimer(timer);
      connection.close();
    });
    // A timer that goes on would keep what the request said, its credential too.
    request.exceptionHandler(_ -> vertx.cancelTimer(timer));
    request.resume();
  }

  private final class Unwanted {
    private int bytes;

    void drop(Buffer chunk) {
      bytes += chunk.length();
      if (bytes > limits.lingerBytesMax()) {
        request.connection().close();
      }
    }
  }
}
