package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.client.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where the owner's browser comes back to after a consent: a listener on the loopback address, for
/// one answer (threats T3, T68). Whether the answer is good is decided by whoever waits for it.
final class ConsentListener implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String PATH = "/callback";
  private static final int TARGET_BYTES_MAX = 8 << 10;
  private static final int IDLE_SECONDS_MAX = 20;

  /// Nothing of the address, which holds the code, is passed on or remembered.
  private static final Map<String, String> HEADERS =
      Map.of(
          "content-type", "text/html; charset=utf-8",
          "cache-control", "no-store",
          "referrer-policy", "no-referrer",
          "content-security-policy", "default-src 'none'; frame-ancestors 'none'");

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Promise<String> answer = Promise.promise();
  private final AtomicBoolean isTaken = new AtomicBoolean();

  /// @param port 0 for any free one
  ConsentListener(int port) {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(HOST)
                    .setPort(port)
                    .setHttp2ClearTextEnabled(false)
                    .setMaxInitialLineLength(TARGET_BYTES_MAX)
                    .setIdleTimeout(IDLE_SECONDS_MAX))
            .requestHandler(this::handle);
    try {
      var _ = server.listen().await();
    } catch (Throwable e) {
      close();
      throw new Refusal(
          "cannot listen on port %d of %s, where the browser comes back to: is it in use? --port names another"
              .formatted(port, HOST),
          e);
    }
  }

  URI redirect() {
    return URI.create("http://" + HOST + ":" + server.actualPort() + PATH);
  }

  /// The address the browser came back to; empty when it did not in time.
  Optional<String> await(Duration time) {
    try {
      return Optional.of(answer.future().await(time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    }
  }

  /// A page elsewhere cannot come here under a name of its own, and cannot come twice.
  private void handle(HttpServerRequest request) {
    boolean isHere = (HOST + ":" + server.actualPort()).equals(request.getHeader("host"));
    if (!isHere) {
      reply(request, 421, "This is not the name of this listener.");
    } else if (!request.method().equals(HttpMethod.GET) || !PATH.equals(request.path())) {
      reply(request, 404, "There is nothing here.");
    } else if (!isTaken.compareAndSet(false, true)) {
      reply(request, 410, "An answer was here already.");
    } else {
      String address = redirect() + "?" + Optional.ofNullable(request.query()).orElse("");
      reply(request, 200, "Freehold has the answer; your terminal says what came of it.")
          .onComplete(_ -> answer.tryComplete(address));
    }
  }

  private static Future<Void> reply(HttpServerRequest request, int status, String text) {
    var response = request.response().setStatusCode(status);
    HEADERS.forEach(response::putHeader);
    return response.end(
        "<!doctype html><meta charset=utf-8><title>Freehold</title><p>" + text + "\n");
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
