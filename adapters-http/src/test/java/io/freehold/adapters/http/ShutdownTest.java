package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.LimitsOf;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";

  private final TestServer server = new TestServer();
  private final GatedDataFiles gated = new GatedDataFiles(server.stored);

  @Test
  void letsARequestInFlightFinishAndRefusesNewOnes() throws Exception {
    server.dataFiles = gated;
    server.start();
    try (var inFlight = new Wire(server.port());
        var open = new Wire(server.port())) {
      assertThat(open.send(HEALTH).receive().status()).isEqualTo(200);
      inFlight.send(Ask.get("/v1/data").byTheOwner().bytes());
      gated.awaitWaiting(1);

      Thread closing = Thread.ofVirtual().start(server::close);
      awaitRefusal();

      Answer refused = open.send(HEALTH).receive();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.errorCode()).isEqualTo("PS_UNAVAILABLE");
      assertThat(refused.header("Connection")).hasValue("close");
      assertThat(refused.header("Retry-After")).isPresent();
      assertThat(open.isClosedByTheServer()).isTrue();
      assertThat(closing.isAlive()).isTrue();
      gated.open();
      assertThat(inFlight.receive().status()).isEqualTo(200);
      assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  private void awaitRefusal() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < deadline) {
      try (var wire = new Wire(server.port())) {
        wire.send(HEALTH).receive();
      } catch (IOException e) {
        return;
      }
    }
    throw new AssertionError("new connections are still served");
  }

  @Test
  void doesNotWaitLongerThanItMay() throws Exception {
    server.limits = LimitsOf.with("shutdownTimeout", Duration.ofMillis(200));
    server.dataFiles = gated;
    server.start();
    try (var wire = new Wire(server.port())) {
      wire.send(Ask.get("/v1/data").byTheOwner().bytes());
      gated.awaitWaiting(1);

      server.close();

      assertThatThrownBy(wire::receive).isInstanceOf(IOException.class);
    } finally {
      gated.open();
    }
  }

  @Test
  void closesIdleConnectionsAtOnce() throws Exception {
    server.start();
    try (var wire = new Wire(server.port())) {
      assertThat(wire.send(HEALTH).receive().status()).isEqualTo(200);

      server.close();

      assertThat(wire.isClosedByTheServer()).isTrue();
    }
  }
}
