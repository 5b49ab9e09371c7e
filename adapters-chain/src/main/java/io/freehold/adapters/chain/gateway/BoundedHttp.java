package io.freehold.adapters.chain.gateway;

import io.freehold.application.Limits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// HTTP with an end: one deadline from the first byte out to the last byte in, a cap on the answer
/// while it is read, no redirects, no compression. Blocks the calling thread.
public final class BoundedHttp {
  private final HttpClient client;
  private final Duration timeout;

  public BoundedHttp(Vertx vertx, Limits limits) {
    this.timeout = limits.gatewayTimeout();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) timeout.toMillis()),
            new PoolOptions()
                .setHttp1MaxSize(limits.gatewayConnectionsMax())
                .setMaxWaitQueueSize(limits.gatewayWaitingMax()));
  }

  /// What is sent.
  ///
  /// @param headers besides those of the transport
  /// @param body empty for none
  public record Request(
      HttpMethod method, URI target, Map<String, String> headers, Optional<String> body) {
    static Request get(URI target) {
      return new Request(HttpMethod.GET, target, Map.of("accept", "application/json"), empty());
    }

    private static Optional<String> empty() {
      return Optional.empty();
    }

    /// Without headers and body: both may hold what must not be seen.
    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  /// An answer, whatever its status.
  ///
  /// @param retryAfter the header of that name
  public record Response(int status, Optional<String> retryAfter, byte[] body) {}

  /// A failure of the transport flies as the exception it is. Reading is tried twice, because a
  /// connection that was kept may have been closed at the other end meanwhile.
  public Response exchange(Request request, int answerBytesMax) {
    return once(request, answerBytesMax)
        .recover(failure ->
            failure instanceof HttpClosedException && request.method() == HttpMethod.GET
                ? once(request, answerBytesMax)
                : Future.failedFuture(failure))
        .await();
  }

  private Future<Response> once(Request request, int answerBytesMax) {
    return client.request(options(request)).compose(sent -> answer(sent, request, answerBytesMax));
  }

  private RequestOptions options(Request request) {
    var options =
        new RequestOptions()
            .setMethod(request.method())
            .setAbsoluteURI(request.target().toString())
            .setFollowRedirects(false)
            .setTimeout(timeout.toMillis());
    request.headers().forEach(options::addHeader);
    return options;
  }

  /// The request is taken back when its time is over, so that nothing keeps waiting for it.
  private Future<Response> answer(HttpClientRequest sent, Request request, int bytesMax) {
    return sent.send(request.body().map(Buffer::buffer).orElseGet(Buffer::buffer))
        .compose(response -> read(response, bytesMax))
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(_ -> sent.reset());
  }

  private static Future<Response> read(HttpClientResponse response, int bytesMax) {
    Promise<Response> read = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(read::tryFail);
    response.endHandler(_ ->
        read.tryComplete(
            new Response(
                response.statusCode(),
                Optional.ofNullable(response.getHeader("Retry-After")),
                body.getBytes())));
    response.handler(chunk -> {
      if (body.length() + chunk.length() > bytesMax) {
        read.tryFail("the answer is larger than " + bytesMax + " bytes");
      } else {
        body.appendBuffer(chunk);
      }
    });
    return read.future();
  }
}
