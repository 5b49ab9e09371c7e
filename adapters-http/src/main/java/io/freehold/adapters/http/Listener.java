package io.freehold.adapters.http;

import io.freehold.application.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An open port and what answers there.
final class Listener {
  private static final Duration BIND_TIMEOUT = Duration.ofSeconds(10);

  /// Room for the method, the version and the spaces beside the target.
  private static final int INITIAL_LINE_EXTRA = 32;

  private static final int CHUNK_BYTES = 16 << 10;
  private static final int BACKLOG = 1_024;

  private final Limits limits;
  private final HttpServer server;
  private final Connections connections;
  private final Reception reception;

  Listener(Vertx vertx, Limits limits, Connections connections, Reception reception) {
    this.limits = limits;
    this.connections = connections;
    this.reception = reception;
    this.server =
        vertx
            .createHttpServer(options(limits))
            .connectionHandler(reception::connected)
            .requestHandler(reception::receive)
            .invalidRequestHandler(reception::refuseUnreadable);
  }

  private static HttpServerOptions options(Limits limits) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(limits.targetBytesMax() + INITIAL_LINE_EXTRA)
            .setMaxHeaderSize(limits.headerBytesMax())
            .setMaxChunkSize(CHUNK_BYTES)
            .setHandle100ContinueAutomatically(false)
            .setCompressionSupported(false)
            .setDecompressionSupported(false)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false);
    options.setAcceptBacklog(BACKLOG);
    options.setIdleTimeout((int) limits.idleTimeout().toMillis());
    options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    return options;
  }

  /// The port that was really opened.
  int open(String host, int port) {
    try {
      return VirtualThreads.await(server.listen(port, host), BIND_TIMEOUT).actualPort();
    } catch (TimeoutException | RuntimeException e) {
      throw new IllegalStateException("cannot listen on " + host + ":" + port, e);
    }
  }

  /// From here on nothing new is taken on.
  void stop() {
    reception.stop();
  }

  /// Waits for what is being worked on, then closes what is left.
  void close(Duration patience) {
    try {
      var _ = connections.awaitQuiet(patience);
      VirtualThreads.await(server.close(), limits.shutdownTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      throw new IllegalStateException("the listener does not close", e);
    }
  }
}
