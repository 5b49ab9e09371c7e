package io.freehold.bootstrap.tour;

import com.sun.net.httpserver.HttpServer;
import io.freehold.application.port.Signer;
import io.freehold.bootstrap.client.ManifestBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An application's page on this machine, which publishes a signed manifest (§5.5).
public final class AppPage implements AutoCloseable {
  private final HttpServer http;
  private volatile String manifest = "";

  public AppPage() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext(
        "/",
        exchange -> {
          boolean isManifest = exchange.getRequestURI().getPath().equals("/manifest.json");
          byte[] body =
              (isManifest
                      ? manifest
                      : "<!doctype html><link rel=\"manifest\" href=\"/manifest.json\">")
                  .getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .set("Content-Type", isManifest ? "application/json" : "text/html");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    http.start();
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  public AppPage publish(String name, Signer key) {
    manifest =
        new ManifestBlock(url())
            .with("privacyPolicyUrl", Optional.of(url() + "/privacy"))
            .manifest(name, key);
    return this;
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
