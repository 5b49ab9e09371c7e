package io.freehold.adapters.chain.gateway;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.FileRegistry;
import io.freehold.domain.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A bulk upload meets the bounds of a gateway again and again, and obeys (reliability R11). A call
/// that somebody waits for is refused at once.
final class PatientGatewayTest {
  private final OnTheStub server = new OnTheStub();
  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void countPauses() {
    server.pause = pauses::add;
  }

  @AfterEach
  void close() {
    server.close();
  }

  /// The gateway answers so many times with 429.
  private void busy(int times, String seconds) {
    server.stub.fail(exchange -> {
      if (asked.incrementAndGet() == times) {
        server.stub.recover();
      }
      exchange.getResponseHeaders().add("Retry-After", seconds);
      exchange.sendResponseHeaders(429, -1);
      exchange.close();
    });
  }

  private void busyForEver(String seconds) {
    busy(-1, seconds);
  }

  private static void changes(FileRegistry files) {
    assertThat(files.changes(OWNER, Optional.empty()).records()).isEmpty();
  }

  @Test
  void waitsAsLongAsItIsAskedToAndAsksAgain() {
    busy(2, "7");

    changes(server.gateway().patientFiles());

    assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
    assertThat(asked).hasValue(2);
  }

  @Test
  void waitsWithSchemasToo() {
    busy(1, "7");

    assertThat(server.gateway().patientSchemas().find(PROFILE)).isEmpty();

    assertThat(pauses).hasSize(1);
  }

  @Test
  void doesNotAskForEver() {
    busyForEver("1");

    assertRefused(() -> changes(server.gateway().patientFiles()), Problem.ServiceUnavailable.class);

    assertThat(pauses).hasSize(6);
    assertThat(asked).hasValue(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"31", "3600"})
  void doesNotWaitForAnHourButSaysSo(String seconds) {
    busyForEver(seconds);

    var refusal =
        assertRefused(
            () -> changes(server.gateway().patientFiles()), Problem.ServiceUnavailable.class);

    assertThat(refusal.retryAfter()).hasSeconds(Long.parseLong(seconds));
    assertThat(asked).hasValue(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void leavesItAtTheRefusalWhenTheServerStops() {
    busyForEver("7");
    server.pause =
        _ -> {
          throw new InterruptedException("the server stops");
        };

    var refusal =
        assertRefused(
            () -> changes(server.gateway().patientFiles()), Problem.ServiceUnavailable.class);

    assertThat(refusal.reason()).contains("429");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(asked).hasValue(1);
  }

  @Test
  void waitsWithNothingThatSomebodyWaitsFor() {
    busyForEver("1");
    RemoteGateway gateway = server.gateway();

    assertRefused(() -> gateway.builders().find(BUILDER), Problem.ServiceUnavailable.class);
    assertRefused(() -> gateway.schemas().find(PROFILE), Problem.ServiceUnavailable.class);
    assertRefused(() -> changes(gateway.files()), Problem.ServiceUnavailable.class);

    assertThat(asked).hasValue(3);
    assertThat(pauses).isEmpty();
  }
}
