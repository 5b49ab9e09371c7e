package io.freehold.adapters.http;

import io.freehold.adapters.http.HttpAdapter.CannotListen;
import io.freehold.adapters.http.HttpAdapter.Place;
import io.freehold.adapters.http.HttpAdapter.Tls;
import io.freehold.adapters.http.tls.ServedCertificate;
import io.freehold.adapters.http.tls.TlsOptions;
import io.freehold.application.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An open port and what answers there.
final class Listener {
  private static final Duration BIND_TIMEOUT = Duration.ofSeconds(10);

  /// Room for the method, the version and the spaces beside the target.
  private static final int INITIAL_LINE_EXTRA = 32;

  private static final int CHUNK_BYTES = 16 << 10;
  private static final int BACKLOG = 1_024;

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private final Vertx vertx;
  private final Limits limits;
  private final Place place;
  private final InstantSource clock;
  private final HttpServer server;
  private final Connections connections;
  private final Reception reception;
  private String picture = "";

  Listener(
      Vertx vertx,
      Limits limits,
      Place place,
      InstantSource clock,
      Connections connections,
      Reception reception) {
    this.vertx = vertx;
    this.limits = limits;
    this.place = place;
    this.clock = clock;
    this.connections = connections;
    this.reception = reception;
    this.server =
        vertx
            .createHttpServer(options())
            .connectionHandler(reception::connected)
            .requestHandler(reception::receive)
            .invalidRequestHandler(reception::refuseUnreadable);
  }

  private HttpServerOptions options() {
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
    place.tls().ifPresent(tls -> TlsOptions.turnOn(options, firstCertificate(tls), tls.versions()));
    return options;
  }

  /// One that is over is served all the same: a server that does not start helps nobody.
  private ServedCertificate firstCertificate(Tls tls) {
    picture = tls.files().picture();
    ServedCertificate certificate = tls.files().read(vertx);
    if (!certificate.isValidAt(clock.instant())) {
      LOG.warn("clients will refuse this certificate now: {}", certificate);
    }
    return certificate;
  }

  /// Serves the certificate in the files, when they are others than before. One that is not good is
  /// told of, once, and the old one stays.
  void renewCertificate() {
    place
        .tls()
        .filter(tls -> !tls.files().picture().equals(picture))
        .ifPresent(tls -> {
          picture = tls.files().picture();
          try {
            serve(tls);
          } catch (IllegalStateException | TimeoutException e) {
            LOG.error("the new certificate is not served, the old one stays: {}", e.getMessage());
          }
        });
  }

  private void serve(Tls tls) throws TimeoutException {
    ServedCertificate certificate = tls.files().read(vertx);
    if (!certificate.isValidAt(clock.instant())) {
      throw new IllegalStateException("not valid now: " + certificate);
    }
    var _ =
        VirtualThreads.await(
            server.updateSSLOptions(TlsOptions.with(certificate, tls.versions())), BIND_TIMEOUT);
    LOG.info("a new certificate is served: {}", certificate);
  }

  /// The port that was really opened.
  int open() {
    try {
      return VirtualThreads.await(server.listen(place.port(), place.host()), BIND_TIMEOUT)
          .actualPort();
    } catch (TimeoutException | RuntimeException e) {
      throw new CannotListen(place, e);
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
