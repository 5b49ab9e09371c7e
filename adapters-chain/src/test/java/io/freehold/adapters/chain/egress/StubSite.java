package io.freehold.adapters.chain.egress;

import io.freehold.application.testing.PemFiles;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A web site on loopback, with a certificate for a name, that notes who comes how.
final class StubSite implements AutoCloseable {
  static final String NAME = "app.example.com";

  final List<Visit> visits = new CopyOnWriteArrayList<>();
  private final Map<String, Handler<HttpServerRequest>> pages = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final PemFiles pem;

  /// @param indicated the name the visitor asked for at the beginning of TLS
  record Visit(
      String method, String uri, String host, String indicated, Map<String, String> headers) {}

  StubSite(Vertx vertx, PemFiles pem) {
    this.pem = pem;
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setSsl(true)
                    .setSni(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(pem.certificate().toString())
                            .setKeyPath(pem.key().toString())))
            .requestHandler(this::answer)
            .listen()
            .await();
  }

  void page(String path, Handler<HttpServerRequest> handler) {
    pages.put(path, handler);
  }

  void page(String path, String text) {
    page(path, request -> request.response().end(text));
  }

  void redirect(String path, String location) {
    page(
        path,
        request -> request.response().setStatusCode(302).putHeader("location", location).end());
  }

  String url(String path) {
    return "https://" + NAME + ":" + port() + path;
  }

  int port() {
    return server.actualPort();
  }

  PemTrustOptions trust() {
    return new PemTrustOptions().addCertPath(pem.certificate().toString());
  }

  private void answer(HttpServerRequest request) {
    var headers = new ConcurrentHashMap<String, String>();
    request
        .headers()
        .forEach(h -> headers.put(h.getKey().toLowerCase(java.util.Locale.ROOT), h.getValue()));
    visits.add(
        new Visit(
            request.method().name(),
            request.uri(),
            String.valueOf(request.getHeader("host")),
            String.valueOf(request.connection().indicatedServerName()),
            headers));
    pages.getOrDefault(request.path(), r -> r.response().setStatusCode(404).end()).handle(request);
  }

  @Override
  public void close() {
    server.close().await();
  }
}
