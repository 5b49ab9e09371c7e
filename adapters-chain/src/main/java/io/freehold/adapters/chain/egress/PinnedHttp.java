package io.freehold.adapters.chain.egress;

import io.freehold.application.Limits;
import io.freehold.domain.connect.WebAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// HTTP to addresses that are known already: the connection goes there, while the certificate and
/// the `Host` header are those of the name. One connection per request, no cookies, no proxy, no
/// compression.
final class PinnedHttp {
  private static final int ADDRESSES_TRIED_MAX = 3;

  private final Vertx vertx;
  private final HttpClient client;

  /// @param location where a redirect leads
  record Received(WebAnswer answer, Optional<String> location) {}

  PinnedHttp(Vertx vertx, Optional<TrustOptions> trust, Limits limits) {
    this.vertx = vertx;
    var options =
        new HttpClientOptions()
            .setKeepAlive(false)
            .setDecompressionSupported(false)
            .setConnectTimeout((int) limits.egressTimeout().toMillis());
    trust.ifPresent(options::setTrustOptions);
    this.client =
        vertx.createHttpClient(
            options,
            new PoolOptions()
                .setHttp1MaxSize(limits.egressConnectionsMax())
                .setMaxWaitQueueSize(limits.egressConnectionsMax()));
  }

  Received exchange(
      WebAddress address, List<InetAddress> pinned, Exchange exchange, Deadline deadline)
      throws EgressException {
    try {
      return onOneThread(() ->
              connected(address, pinned, exchange, deadline)
                  .compose(sent -> answer(sent, address, exchange, deadline))
                  .timeout(deadline.left().toMillis(), TimeUnit.MILLISECONDS))
          .await();
    } catch (Refused e) {
      throw EgressException.failed(e.because, e);
    } catch (Exception e) {
      throw EgressException.failed("it cannot be reached, or does not answer in time", e);
    }
  }

  /// An answer that comes as a whole is over before another thread could begin to read it.
  private Future<Received> onOneThread(Supplier<Future<Received>> act) {
    Promise<Received> done = Promise.promise();
    vertx.getOrCreateContext().runOnContext(_ -> act.get().onComplete(done));
    return done.future();
  }

  /// The next address is tried only if nobody is at the one before: what was sent is sent once.
  private Future<HttpClientRequest> connected(
      WebAddress address, List<InetAddress> pinned, Exchange exchange, Deadline deadline) {
    Future<HttpClientRequest> request = Future.failedFuture(new Refused("its host has no address"));
    for (InetAddress candidate : pinned.subList(0, Math.min(ADDRESSES_TRIED_MAX, pinned.size()))) {
      request =
          request.recover(_ -> client.request(options(address, candidate, exchange, deadline)));
    }
    return request;
  }

  private static RequestOptions options(
      WebAddress address, InetAddress pinned, Exchange exchange, Deadline deadline) {
    long left = deadline.left().toMillis();
    var options =
        new RequestOptions()
            .setMethod(exchange.method())
            .setServer(SocketAddress.inetSocketAddress(address.port(), pinned.getHostAddress()))
            .setHost(address.host())
            .setPort(address.port())
            .setSsl(address.isSecure())
            .setURI(address.path())
            .setFollowRedirects(false)
            .setConnectTimeout(left)
            .setTimeout(left)
            .addHeader("accept-encoding", "identity")
            .addHeader("user-agent", "freehold");
    exchange.headers().forEach(options::addHeader);
    return options;
  }

  /// The connection ends with the answer or with the time for it, so that nothing keeps coming in.
  private static Future<Received> answer(
      HttpClientRequest sent, WebAddress address, Exchange exchange, Deadline deadline) {
    return sent.send(exchange.body())
        .compose(response -> read(response, address, exchange))
        .timeout(deadline.left().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(_ -> sent.connection().close());
  }

  private static Future<Received> read(
      HttpClientResponse response, WebAddress address, Exchange exchange) {
    Optional<String> location = location(response);
    if (exchange.bytesMax() == 0 || location.isPresent()) {
      // The rest is cut off, and nobody waits for it.
      response.exceptionHandler(_ -> {});
      return Future.succeededFuture(received(response, address, location, Buffer.buffer()));
    }
    String coding = response.getHeader("content-encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      return Future.failedFuture(new Refused("it answers compressed, which was not asked for"));
    }
    return body(response, exchange).map(body -> received(response, address, location, body));
  }

  private static Optional<String> location(HttpClientResponse response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 -> Optional.ofNullable(response.getHeader("location"));
      default -> Optional.empty();
    };
  }

  private static Future<Buffer> body(HttpClientResponse response, Exchange exchange) {
    Promise<Buffer> read = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(read::tryFail);
    response.endHandler(_ -> read.tryComplete(body));
    response.handler(chunk -> {
      int room = exchange.bytesMax() - body.length();
      body.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
      if (chunk.length() > room) {
        endEarly(read, body, exchange);
      }
    });
    return read.future();
  }

  private static void endEarly(Promise<Buffer> read, Buffer body, Exchange exchange) {
    switch (exchange.whenLarger()) {
      case CUT_OFF -> read.tryComplete(body);
      case REFUSED ->
          read.tryFail(new Refused("it answers with more than " + exchange.bytesMax() + " bytes"));
    }
  }

  private static Received received(
      HttpClientResponse response, WebAddress address, Optional<String> location, Buffer body) {
    return new Received(
        new WebAnswer(
            address.text(),
            response.statusCode(),
            Optional.ofNullable(response.getHeader("content-type")),
            Optional.ofNullable(response.getHeader("retry-after")),
            body.getBytes()),
        location);
  }

  /// An answer that is none, in words for a person.
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String because;

    private Refused(String because) {
      super(because);
      this.because = because;
    }
  }
}
