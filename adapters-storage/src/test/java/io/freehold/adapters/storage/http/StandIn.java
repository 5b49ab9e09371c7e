package io.freehold.adapters.storage.http;

import io.freehold.application.testing.SampleBlob;
import io.freehold.domain.identity.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A service on the loopback address that answers as a test tells it to.
public final class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Consumer<Received> answering;
  private volatile boolean isHasty;

  /// A request that came in, whole.
  public record Received(HttpServerRequest request, Buffer body) {
    public HttpMethod method() {
      return request.method();
    }

    public String path() {
      return request.path();
    }

    public String header(String name) {
      return String.valueOf(request.getHeader(name));
    }

    public String parameter(String name) {
      return request.getParam(name);
    }

    public HttpServerResponse response() {
      return request.response();
    }

    public void answer(int status) {
      var _ = response().setStatusCode(status).end();
    }

    public void answer(int status, String body) {
      var _ = response().setStatusCode(status).end(body);
    }

    public void answer(int status, Map<String, String> headers, Buffer body) {
      headers.forEach(response()::putHeader);
      var _ = response().setStatusCode(status).end(body);
    }

    /// Closes the connection, whatever was answered by then.
    public void cut() {
      var _ = request.connection().close();
    }
  }

  public StandIn(Vertx vertx, Consumer<Received> answering) {
    this.answering = answering;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setMaxHeaderSize(64 << 10))
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .await();
  }

  private void handle(HttpServerRequest request) {
    if (isHasty) {
      var _ = request.pause();
      answer(new Received(request, Buffer.buffer()));
    } else {
      var _ = request.body().onSuccess(body -> answer(new Received(request, body)));
    }
  }

  private void answer(Received whole) {
    received.add(whole);
    answering.accept(whole);
  }

  public void answering(Consumer<Received> other) {
    answering = other;
  }

  /// Answers from now on without reading what comes after the headers.
  public void hastily() {
    isHasty = true;
  }

  /// Bytes that are no text.
  public static Buffer noise(int size) {
    return Buffer.buffer(new SampleBlob(size, size).bytes());
  }

  /// Answers without an end.
  public static void pour(Received request) {
    var _ = request.response().write(noise(64 << 10)).onSuccess(_ -> pour(request));
  }

  public Origin origin() {
    return new Origin("http://127.0.0.1:" + server.actualPort());
  }

  public List<Received> received() {
    return received;
  }

  @Override
  public void close() {
    server.close().await();
  }
}
