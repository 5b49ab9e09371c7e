package io.freehold.adapters.storage.http;

import io.freehold.application.Limits;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Speaks HTTP to storage backends and blocks the calling thread. Every failure of the transport is
/// a `StorageException`; redirects are answers like any other and are not followed.
public final class BackendHttp implements AutoCloseable {
  private static final int PIECE_BYTES = 64 << 10;
  private static final int REFUSAL_BYTES_MAX = 64 << 10;
  private static final int WAITING_MAX = 256;

  private final HttpClient client;
  private final Limits limits;
  private final InstantSource clock;

  public BackendHttp(Vertx vertx, Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(limits.storageTimeout().toMillis()))
                .setMaxChunkSize(PIECE_BYTES),
            new PoolOptions()
                .setHttp1MaxSize(limits.storageConnectionsMax())
                .setMaxWaitQueueSize(WAITING_MAX));
  }

  /// An answer that is no blob. Of a refusal the beginning suffices; a good answer that is too long
  /// is `NONSENSE`.
  public Answer ask(Request request) {
    try (Incoming incoming = answerTo(request)) {
      return answer(who(request), incoming);
    } catch (IOException e) {
      throw Failures.ofTransport(who(request), e);
    }
  }

  /// A blob, to be read once and closed.
  ///
  /// @param refusal what an answer means that is no success
  public InputStream download(Request request, Function<Answer, StorageFailure> refusal) {
    String who = who(request);
    Incoming incoming = answerTo(request);
    try {
      if (incoming.head().statusCode() != 200) {
        throw refusal.apply(answer(who, incoming)).asException();
      }
      mustBeABlob(who, incoming);
      return new BlobStream(who, incoming, limits.storageBlobBytesMax());
    } catch (IOException e) {
      incoming.close();
      throw Failures.ofTransport(who, e);
    } catch (RuntimeException e) {
      incoming.close();
      throw e;
    }
  }

  private void mustBeABlob(String who, Incoming incoming) {
    String type = incoming.head().headers().get("content-type");
    if (type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw BlobStream.isAWebPage(who).asException();
    }
    String length = incoming.head().headers().get("content-length");
    if (length != null && Long.parseLong(length) > limits.storageBlobBytesMax()) {
      throw BlobStream.tooLong(who, limits.storageBlobBytesMax());
    }
  }

  private Answer answer(String who, Incoming incoming) throws IOException {
    int status = incoming.head().statusCode();
    boolean isGood = status / 100 == 2;
    int bytesMax = isGood ? limits.storageAnswerBytesMax() : REFUSAL_BYTES_MAX;
    byte[] body = incoming.readNBytes(bytesMax);
    if (isGood && incoming.read() >= 0) {
      throw Failures.nonsense(who, "answers with more than " + bytesMax + " bytes");
    }
    incoming.close();
    Map<String, String> headers = headers(incoming);
    return new Answer(
        status,
        headers,
        Optional.ofNullable(headers.get("retry-after"))
            .flatMap(text -> RetryAfter.of(text, clock.instant())),
        body);
  }

  private static Map<String, String> headers(Incoming incoming) {
    var headers = new HashMap<String, String>();
    incoming
        .head()
        .headers()
        .forEach(
            header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    return headers;
  }

  private Incoming answerTo(Request request) {
    try {
      return once(request);
    } catch (StorageException e) {
      if (request.isRepeatable() && Failures.isLostConnection(e)) {
        return once(request);
      }
      throw e;
    }
  }

  private Incoming once(Request request) {
    String who = who(request);
    HttpClientRequest sent = await(who, client.request(options(request)));
    // Told by the futures as well; without a handler it would be logged besides.
    var _ = sent.exceptionHandler(_ -> {});
    Future<Incoming> answer =
        sent.response().map(response -> new Incoming(who, sent, response, limits));
    try {
      boolean isAllSent = write(who, sent, request.body(), answer);
      Incoming incoming = await(who, answer);
      if (!isAllSent) {
        incoming.endsItsConnection();
      }
      return incoming;
    } catch (StorageException e) {
      var _ = sent.reset();
      throw e;
    } catch (IOException e) {
      var _ = sent.reset();
      throw new IllegalStateException("the blob that is to be sent cannot be read", e);
    }
  }

  private RequestOptions options(Request request) {
    var options =
        new RequestOptions()
            .setMethod(request.method())
            .setAbsoluteURI(request.target().toString())
            .setFollowRedirects(false)
            .setConnectTimeout(limits.storageTimeout().toMillis());
    request.headers().forEach(options::addHeader);
    if (request.body().sizeBytes() > 0 || hasBody(request.method())) {
      options.putHeader("content-length", Long.toString(request.body().sizeBytes()));
    }
    return options;
  }

  private static boolean hasBody(HttpMethod method) {
    return method.equals(HttpMethod.PUT) || method.equals(HttpMethod.POST);
  }

  /// Whoever answers before everything was sent does not want the rest. False when something was
  /// not sent: the connection then is good for nothing else.
  private boolean write(String who, HttpClientRequest sent, Body body, Future<Incoming> answer)
      throws IOException {
    var pace = new Pace(limits);
    long left = body.sizeBytes();
    try (InputStream in = body.open()) {
      byte[] piece = in.readNBytes(PIECE_BYTES);
      while (piece.length > 0) {
        long since = System.nanoTime();
        await(who, Future.any(sent.write(Buffer.buffer(piece)), answer), pace.patience());
        pace.moved(piece.length, System.nanoTime() - since);
        left -= piece.length;
        if (answer.isComplete() && left > 0) {
          return false;
        }
        piece = in.readNBytes(PIECE_BYTES);
      }
    }
    var _ = sent.end();
    return true;
  }

  private <T> T await(String who, Future<T> future) {
    return await(who, future, limits.storageTimeout());
  }

  private static <T> T await(String who, Future<T> future, Duration patience) {
    try {
      return future.timeout(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS).await();
    } catch (Throwable e) {
      throw Failures.ofTransport(who, e);
    }
  }

  private static String who(Request request) {
    int port = request.target().getPort();
    return request.target().getHost() + (port < 0 ? "" : ":" + port);
  }

  @Override
  public void close() {
    client.close().await();
  }
}
