package io.freehold.builder.http;

import io.freehold.builder.failure.Answer;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/// Sends requests, one way for all of the SDK: nothing is followed elsewhere, what may be repeated
/// is repeated a few times, and what goes wrong is a `Failure`.
public final class Transport {
  private static final String NOT_CONNECTED = "NOT_CONNECTED";

  private final HttpClient http;
  private final ClientLimits limits;
  private final Backoff backoff;
  private final Pause pause;

  public Transport(HttpClient http, ClientLimits limits, Backoff backoff, Pause pause) {
    this.http = http;
    this.limits = limits;
    this.backoff = backoff;
    this.pause = pause;
  }

  public ClientLimits limits() {
    return limits;
  }

  public Pause pause() {
    return pause;
  }

  /// A client that follows nothing, so that a signed header goes only where it was meant to go.
  public static HttpClient client(ClientLimits limits) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(limits.connectTimeout())
        .build();
  }

  /// The whole answer to a request; a refusal is a failure, unless its status is among the wanted.
  public Response exchange(Request request, Integer... wanted) {
    return repeated(request, () -> answered(request, Set.of(wanted)));
  }

  /// The beginning of an answer, its body still to be read. Only 200, 206 and 304 come back.
  public Opened open(Request request) {
    return repeated(request, () -> openedOnce(request));
  }

  /// Does it again while that makes sense.
  private <T> T repeated(Request request, Supplier<T> attempt) {
    int count = 1;
    while (true) {
      try {
        return attempt.get();
      } catch (FailureException e) {
        if (count == limits.attemptsMax() || !mayRepeat(request, e.failure())) {
          throw e;
        }
        pause.orCancel(e.failure().retryAfter().orElse(backoff.after(count)));
        count++;
      }
    }
  }

  private boolean mayRepeat(Request request, Failure failure) {
    return failure.isRetryable()
        && (request.isSafe() || isSurelyUndone(failure))
        && failure
            .retryAfter()
            .filter(wait -> wait.compareTo(limits.retryAfterMax()) > 0)
            .isEmpty();
  }

  /// Whether the server cannot have done anything about it.
  private static boolean isSurelyUndone(Failure failure) {
    return failure instanceof Failure.RateLimited
        || failure.errorCode().equals(NOT_CONNECTED)
        || failure.code() == 503;
  }

  private Response answered(Request request, Set<Integer> wanted) {
    HttpResponse<InputStream> answer = send(request);
    byte[] body = readBounded(answer.body(), limits.answerBytesMax(), answerTime(request));
    var response = new Response(answer.statusCode(), answer.headers(), body);
    return wanted.contains(response.status()) ? response : response.orRefuse();
  }

  private Opened openedOnce(Request request) {
    HttpResponse<InputStream> answer = send(request);
    return switch (answer.statusCode()) {
      case 200, 206, 304 -> new Opened(answer.statusCode(), answer.headers(), answer.body());
      default -> {
        byte[] body = readBounded(answer.body(), limits.answerBytesMax(), answerTime(request));
        throw Refusals.of(new Response(answer.statusCode(), answer.headers(), body)).asException();
      }
    };
  }

  private HttpResponse<InputStream> send(Request request) {
    try {
      return http.send(built(request), _ -> new PatientBody(limits.idleTimeout()));
    } catch (IOException e) {
      throw failed(e, request.uri().getHost());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    }
  }

  private HttpRequest built(Request request) {
    var builder =
        HttpRequest.newBuilder(request.uri())
            .timeout(answerTime(request))
            .method(
                request.method(),
                request.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(builder::header);
    request.authorization().ifPresent(header -> builder.header("Authorization", header.get()));
    return builder.build();
  }

  private Duration answerTime(Request request) {
    return limits.answerTimeout().plus(request.patience());
  }

  /// A server that drips its answer byte by byte is no better than one that is silent.
  private static byte[] readBounded(InputStream body, int bytesMax, Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    var bytes = new java.io.ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (body) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        bytes.write(buffer, 0, n);
        if (bytes.size() > bytesMax) {
          throw tooLarge(bytesMax);
        }
        if (System.nanoTime() - deadline > 0) {
          throw new HttpTimeoutException("the answer took longer than " + time.toSeconds() + " s");
        }
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw failed(e, "the server");
    }
  }

  /// What came back is larger than is wanted.
  public static FailureException tooLarge(long bytesMax) {
    return new Failure.TooLarge(
            Answer.none("ANSWER_TOO_LARGE", "the answer is larger than " + bytesMax + " bytes"))
        .asException();
  }

  /// What a line that broke means for whoever asked.
  public static RuntimeException failed(IOException e, String host) {
    if (e instanceof InterruptedIOException && !(e instanceof HttpTimeoutException)) {
      return (CancellationException) new CancellationException("interrupted").initCause(e);
    }
    Failure failure =
        switch (e) {
          case HttpConnectTimeoutException _ -> unreachable(NOT_CONNECTED, host, e);
          case HttpTimeoutException _ ->
              new Failure.TimedOut(
                  Answer.none("TIMED_OUT", host + " took too long to answer: " + e.getMessage()));
          case ConnectException _ -> unreachable(NOT_CONNECTED, host, e);
          default -> unreachable("CONNECTION_LOST", host, e);
        };
    return failure.asException(e);
  }

  private static Failure unreachable(String errorCode, String host, IOException e) {
    String why = e.getMessage() == null ? "" : ": " + e.getMessage();
    return new Failure.Unreachable(Answer.none(errorCode, "no answer from " + host + why));
  }
}
