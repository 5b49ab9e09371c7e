package io.freehold.builder.http;

import static io.freehold.builder.StubServer.json;
import static io.freehold.builder.StubServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freehold.builder.StubServer;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
  private static final ClientLimits LIMITS =
      ClientLimits.STANDARD.withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final StubServer stub = new StubServer();
  private final List<Duration> waits = new ArrayList<>();

  @AfterEach
  void stop() {
    stub.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, VALIDATION_ERROR, Malformed, false",
    "401, INVALID_SIGNATURE, Unauthorized, false",
    "401, UNREGISTERED_BUILDER, NotRegistered, false",
    "403, GRANT_REQUIRED, GrantRequired, false",
    "403, GRANT_REVOKED, GrantRevoked, false",
    "410, GRANT_REVOKED, GrantRevoked, false",
    "410, GONE, GrantRevoked, false",
    "403, GRANT_EXPIRED, GrantExpired, false",
    "411, GRANT_EXPIRED, GrantExpired, false",
    "412, SCOPE_MISMATCH, ScopeNotGranted, false",
    "403, NOT_OWNER, Forbidden, false",
    "404, SESSION_NOT_FOUND, NotFound, false",
    "404, GRANT_NOT_FOUND, NotFound, false",
    "409, INVALID_SESSION_STATE, WrongState, false",
    "410, SESSION_EXPIRED, SessionExpired, false",
    "413, CONTENT_TOO_LARGE, TooLarge, false",
    "418, TEAPOT, Other, false",
    "420, X, Unavailable, true",
    "421, X, Unavailable, true",
    "429, RATE_LIMITED, RateLimited, true",
    "440, X, Unavailable, true",
    "500, INTERNAL_ERROR, Unavailable, true",
    "503, PS_UNAVAILABLE, Unavailable, true"
  })
  void makesEveryRefusalAValue(int status, String errorCode, String type, boolean retryable) {
    stub.on("/x", refusal(status, errorCode));

    Failure failure = failureOf(Request.get(at("/x")));

    assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
    assertThat(failure.code()).isEqualTo(status);
    assertThat(failure.errorCode()).isEqualTo(errorCode);
    assertThat(failure.message()).isEqualTo("no");
    assertThat(failure.answer().requestId()).contains("r-1");
    assertThat(failure.isRetryable()).isEqualTo(retryable);
    assertThat(failure.advice()).hasSizeGreaterThan(10);
    assertThat(stub.received()).hasSize(retryable ? LIMITS.attemptsMax() : 1);
  }

  @Test
  void readsErrorsInTheirOtherShapes() {
    stub.on(
        "/x",
        json(400, "{\"error\":\"INVALID_SCOPE\",\"message\":\"bad scope\"}"),
        json(400, "{\"error\":\"something went wrong\"}"),
        json(400, "<html>proxy</html>"),
        json(
            412,
            "{\"error\":{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"m\",\"details\":{\"requestedScope\":\"a.b\",\"grantedScopes\":[\"c.d\"]}}}"));

    assertThat(failureOf(Request.get(at("/x"))).errorCode()).isEqualTo("INVALID_SCOPE");
    assertThat(failureOf(Request.get(at("/x"))).message()).isEqualTo("something went wrong");
    assertThat(failureOf(Request.get(at("/x"))).errorCode()).isEqualTo("HTTP_400");
    assertThat(failureOf(Request.get(at("/x"))).answer().details())
        .containsEntry("requestedScope", "a.b")
        .containsEntry("grantedScopes", "[\"c.d\"]");
  }

  @Test
  void triesAgainWhatMayPassWithGrowingPauses() {
    stub.on("/x", refusal(503, "A"), refusal(502, "B"), refusal(500, "C"), json(200, "{}"));

    assertThat(transport(LIMITS).exchange(Request.get(at("/x"))).status()).isEqualTo(200);

    assertThat(waits).hasSize(3);
    for (int i = 0; i < 3; i++) {
      Duration whole = Duration.ofMillis(250L << i);
      assertThat(waits.get(i)).isBetween(whole.dividedBy(2), whole);
    }
  }

  @Test
  void comesBackWhenItIsToldTo() {
    stub.on("/x", json(429, "{}", Map.of("Retry-After", "7")), json(200, "{}"));

    transport(LIMITS).exchange(Request.get(at("/x")));

    assertThat(waits).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void doesNotWaitLongerThanItIsAllowedTo() {
    stub.on("/x", json(429, "{}", Map.of("Retry-After", "31")));

    Failure failure = failureOf(Request.get(at("/x")));

    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(31));
    assertThat(waits).isEmpty();
  }

  @Test
  void signsEveryAttemptAnew() {
    stub.on("/x", refusal(503, "A"), json(200, "{}"));
    var count = new AtomicInteger();

    transport(LIMITS)
        .exchange(Request.get(at("/x")).authorizedBy(() -> "Signed " + count.incrementAndGet()));

    assertThat(stub.received())
        .map(request -> request.header("Authorization"))
        .containsExactly("Signed 1", "Signed 2");
  }

  @Test
  void doesNotRepeatAWriteThatMayHaveHappened() {
    stub.on("/x", refusal(500, "A"));
    assertThat(failureOf(Request.post(at("/x"), "{}"))).isInstanceOf(Failure.Unavailable.class);
    assertThat(stub.received()).hasSize(1);

    stub.on("/x", refusal(503, "A"), refusal(429, "B"), json(200, "{}"));
    assertThat(transport(LIMITS).exchange(Request.post(at("/x"), "{}")).status()).isEqualTo(200);
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    URI nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    Failure failure = failureOf(Request.post(nobody, "{}"));

    assertThat(failure).isInstanceOf(Failure.Unreachable.class);
    assertThat(failure.code()).isZero();
    assertThat(failure.errorCode()).isEqualTo("NOT_CONNECTED");
    assertThat(waits).hasSize(LIMITS.attemptsMax() - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101})
  void boundsAnswers(int bytes) {
    var limits =
        new ClientLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            100,
            100,
            1,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);
    stub.on("/x", json(200, "x".repeat(bytes)));

    if (bytes == 100) {
      assertThat(transport(limits).exchange(Request.get(at("/x"))).body()).hasSize(100);
    } else {
      assertThatExceptionOfType(FailureException.class)
          .isThrownBy(() -> transport(limits).exchange(Request.get(at("/x"))))
          .satisfies(e -> assertThat(e.failure()).isInstanceOf(Failure.TooLarge.class));
    }
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() {
    stub.on("/x", exchange -> stub.silence(new byte[10], 0).to(exchange));
    var limits =
        ClientLimits.STANDARD
            .withTimeouts(Duration.ofMillis(100), Duration.ofMillis(100))
            .withAttemptsMax(2);

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> transport(limits).exchange(Request.get(at("/x"))))
        .satisfies(e -> assertThat(e.failure()).isInstanceOf(Failure.TimedOut.class));
    assertThat(stub.received()).hasSize(2);
  }

  @Test
  void stopsWhenItIsInterrupted() throws InterruptedException {
    stub.on("/x", exchange -> stub.silence(new byte[10], 5).to(exchange));
    var later = new Later(Thread.ofVirtual().factory());
    var interrupted = new CountDownLatch(1);
    var began = new CountDownLatch(1);

    var future =
        later.call(() -> {
          try {
            began.countDown();
            return transport(LIMITS).exchange(Request.get(at("/x")));
          } catch (CancellationException e) {
            interrupted.countDown();
            throw e;
          }
        });
    assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();
    future.cancel(true);

    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(future).isCancelled();
  }

  private Failure failureOf(Request request) {
    try {
      transport(LIMITS).exchange(request);
    } catch (FailureException e) {
      assertThat(e).hasMessageContaining(e.failure().advice());
      return e.failure();
    }
    throw new AssertionError("it went well");
  }

  private Transport transport(ClientLimits limits) {
    return new Transport(
        Transport.client(limits),
        limits,
        new Backoff(limits.retryDelay(), limits.retryDelayMax(), new Random(3)),
        waits::add);
  }

  private URI at(String path) {
    return URI.create(stub.url() + path);
  }
}
