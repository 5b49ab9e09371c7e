package io.freehold.adapters.chain.gateway;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Builder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A gateway that is down, slow, hanging, or talking nonsense (reliability R14).
final class GatewayFaultsTest {
  private static final Duration TIMEOUT = Duration.ofMillis(400);

  /// Room for a busy machine beside the timeout.
  private static final Duration BOUND = TIMEOUT.plusSeconds(5);

  private final OnTheStub server = new OnTheStub();
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void close() {
    over.countDown();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "[]",
        "null",
        "7",
        "{}",
        "{\"data\":null}",
        "{\"data\":[]}",
        "{\"data\":7}",
        "{\"data\":{}}",
        "{\"data\":{\"id\":7}}",
        "{\"data\":{\"id\":null,\"granteeAddress\":[]}}",
        "{\"data\":{},\"data\":{}}",
        "{\"data\":{\"id\":{\"id\":{}}},\"proof\":7}"
      })
  void refusesNonsense(String body) {
    server.stub.failWith(200, body);

    assertEveryCallIsUnavailable();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"grant\":\"{}\",\"granteeId\":7",
        "\"grant\":7,\"granteeId\":\"ID\"",
        "\"grant\":\"{}\",\"granteeId\":\"ID\"",
        "\"scopes\":\"*\",\"grantVersion\":1,\"granteeId\":\"ID\"",
        "\"scopes\":[\"*\"],\"grantVersion\":-1,\"granteeId\":\"ID\"",
        "\"scopes\":[\"*\"],\"grantVersion\":1.5,\"granteeId\":\"ID\"",
        "\"scopes\":[\"*\"],\"grantVersion\":99999999999999999999,\"granteeId\":\"ID\"",
        "\"revokedAt\":\"soon\"",
        "\"revokedAt\":true"
      })
  void refusesAGrantThatMakesNoSense(String members) {
    String id = grantId(0x33).value();
    server.stub.failWith(
        200,
        "{\"data\":{\"id\":\"%s\",\"grantorAddress\":\"%s\",%s},\"proof\":{\"userSignature\":\"%s\"}}"
            .formatted(
                id, OWNER, members.replace("ID", id), Cast.OWNER_KEY.sign("any text").value()));

    assertRefused(() -> gateway().grants().find(grantId(0x33)), Problem.ServiceUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 302, 400, 401, 403, 418, 429, 500, 502, 503, 504})
  void refusesEveryStatusButTheExpected(int status) {
    server.stub.failWith(status, status == 204 ? "" : "{\"data\":{}}");

    assertRefused(() -> gateway().grants().find(grantId(0x33)), Problem.ServiceUnavailable.class);
    assertRefused(() -> gateway().builders().find(BUILDER), Problem.ServiceUnavailable.class);
    assertRefused(
        () -> gateway().servers().isRegistered(SERVER, OWNER), Problem.ServiceUnavailable.class);
  }

  @Test
  void followsNoRedirect() {
    server.stub.fail(exchange -> {
      exchange.getResponseHeaders().add("Location", server.stub.url() + "/elsewhere");
      exchange.sendResponseHeaders(302, -1);
    });

    assertRefused(() -> gateway().builders().find(BUILDER), Problem.ServiceUnavailable.class);

    assertThat(server.stub.requests).noneMatch(request -> request.contains("elsewhere"));
  }

  @Test
  void doesNotWaitForAGatewayThatHangs() {
    server.stub.fail(_ -> await());

    assertBounded(() ->
        assertRefused(
            () -> server.gateway(TIMEOUT).builders().find(BUILDER),
            Problem.ServiceUnavailable.class));
  }

  @Test
  void doesNotWaitForAnAnswerThatTrickles() {
    server.stub.fail(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      while (over.getCount() > 0) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        pause(50);
      }
    });

    assertBounded(() ->
        assertRefused(
            () -> server.gateway(TIMEOUT).builders().find(BUILDER),
            Problem.ServiceUnavailable.class));
  }

  @Test
  void stopsReadingAnAnswerThatIsTooLarge() {
    server.stub.fail(GatewayFaultsTest::sendWithoutEnd);

    assertBounded(() ->
        assertRefused(() -> gateway().builders().find(BUILDER), Problem.ServiceUnavailable.class));
  }

  @Test
  void readsAnAnswerUpToTheLimit() {
    server.stub.records.register(BUILDER);
    server.stub.lie(
        answer -> answer.put("padding", "x".repeat(OnTheStub.ANSWER_BYTES_MAX - 2_000)));
    assertThat(gateway().builders().find(BUILDER)).isPresent();

    server.stub.lie(answer -> answer.put("padding", "x".repeat(OnTheStub.ANSWER_BYTES_MAX)));
    assertRefused(() -> gateway().builders().find(BUILDER), Problem.ServiceUnavailable.class);
  }

  @Test
  void refusesWhenTheConnectionBreaks() {
    server.stub.fail(exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      throw new IOException("broken on purpose");
    });

    assertRefused(() -> gateway().builders().find(BUILDER), Problem.ServiceUnavailable.class);
  }

  @Test
  void refusesWhenNobodyListens() {
    RemoteGateway gateway = gateway();
    server.stub.close();

    assertRefused(() -> gateway.builders().find(BUILDER), Problem.ServiceUnavailable.class);
    assertRefused(() -> gateway.schemas().find(PROFILE), Problem.ServiceUnavailable.class);
  }

  @Test
  void refusesNestingWithoutEnd() {
    server.stub.failWith(200, "{\"data\":" + "[".repeat(20_000));

    assertRefused(() -> gateway().builders().find(BUILDER), Problem.ServiceUnavailable.class);
  }

  @Test
  void sparesAGatewayThatKeepsFailingAndAsksAgainAfterAPause() {
    var clock = new HandSetClock(NOW);
    RemoteGateway gateway = server.gateway(Duration.ZERO, false, clock);
    server.stub.records.register(BUILDER);
    server.stub.failWith(503, "{}");
    for (int i = 0; i < 20; i++) {
      assertRefused(() -> gateway.builders().find(BUILDER), Problem.ServiceUnavailable.class);
    }
    assertThat(server.stub.requests).hasSize(5);

    server.stub.recover();
    assertRefused(() -> gateway.builders().find(BUILDER), Problem.ServiceUnavailable.class);
    clock.advance(Duration.ofSeconds(2));
    assertThat(gateway.builders().find(BUILDER)).isPresent();
    assertThat(gateway.builders().find(BUILDER)).isPresent();
  }

  @Test
  void asksAgainWhenTheClockIsSetBack() {
    var clock = new HandSetClock(NOW);
    RemoteGateway gateway = server.gateway(Duration.ofSeconds(10), false, clock);
    server.stub.records.register(BUILDER);
    gateway.builders().find(BUILDER);
    clock.set(NOW.minusSeconds(3_600));
    server.stub.requests.clear();

    gateway.builders().find(BUILDER);

    assertThat(server.stub.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com",
        "http:///x",
        "https://a@example.com",
        "https://example.com/?a=b",
        "https://example.com/#x",
        "example.com"
      })
  void takesNoOtherUrlForAGateway(String url) {
    assertThatThrownBy(() ->
            new GatewayClient(
                server.vertx(), URI.create(url), OnTheStub.limits(TIMEOUT), Cast.CLOCK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertEveryCallIsUnavailable() {
    Builder builder = server.stub.records.register(BUILDER);
    List<Consumer<RemoteGateway>> calls =
        List.of(
            gateway -> gateway.builders().find(BUILDER),
            gateway -> gateway.grants().find(grantId(0x33)),
            gateway -> gateway.grants().grantedBy(OWNER),
            gateway -> gateway.grants().create(aGrant().terms(), builder),
            gateway -> gateway.schemas().find(PROFILE),
            gateway -> gateway.servers().isRegistered(SERVER, OWNER));
    for (Consumer<RemoteGateway> call : calls) {
      RemoteGateway gateway = gateway();
      if (call == calls.get(2) && isEmptyList()) {
        continue;
      }
      assertRefused(() -> call.accept(gateway), Problem.ServiceUnavailable.class);
    }
  }

  /// An empty list is an answer, and says that there is nothing.
  private boolean isEmptyList() {
    try {
      return gateway().grants().grantedBy(OWNER).isEmpty();
    } catch (io.freehold.domain.ProblemException _) {
      return false;
    }
  }

  private RemoteGateway gateway() {
    return server.gateway();
  }

  private static void assertBounded(Runnable act) {
    long started = System.nanoTime();
    act.run();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BOUND);
  }

  private static void sendWithoutEnd(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] chunk = "x".repeat(8_192).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int i = 0; i < 1_000_000; i++) {
      exchange.getResponseBody().write(chunk);
    }
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pause(long millis) {
    try {
      over.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
