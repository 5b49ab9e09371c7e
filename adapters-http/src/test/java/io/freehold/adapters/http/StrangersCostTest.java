package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Signatures;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.LimitsOf;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody without any credential can make this server do (threat T31).
class StrangersCostTest {
  private static final int BURST = 5;

  private final TestServer server = new TestServer();
  private final AtomicInteger recoveries = new AtomicInteger();

  @AfterEach
  void stop() {
    server.close();
  }

  /// Counts how often a signature is looked at.
  private final class CountedSignatures implements Signatures {
    private final Signatures real = new FakeSignatures();

    @Override
    public Optional<Address> signerOf(String text, Signature signature) {
      recoveries.incrementAndGet();
      return real.signerOf(text, signature);
    }

    @Override
    public Optional<Address> signerOf(RegistryMessage message, Signature signature) {
      recoveries.incrementAndGet();
      return real.signerOf(message, signature);
    }
  }

  @ParameterizedTest
  @MethodSource("checks")
  void isNoMoreThanTheirPaceHoweverOftenTheyAsk(String check) {
    server.limits = LimitsOf.with(Map.of("addressBurst", BURST, "addressRequestsPerSecond", 1));
    server.signatures = new CountedSignatures();
    server.start();
    int refused = 0;

    long began = System.nanoTime();

    for (int i = 0; i < 100; i++) {
      refused += Ask.post("/v1/grants/verify", check).to(server).status() == 429 ? 1 : 0;
    }

    long seconds = 1 + (System.nanoTime() - began) / 1_000_000_000;
    assertThat(refused).isBetween(1, 99);
    assertThat(recoveries.get()).isPositive().isLessThanOrEqualTo((int) (BURST + seconds + 1));
  }

  private static Stream<String> checks() {
    return Stream.of(versioned(), forEitherContract());
  }

  private static String forEitherContract() {
    return """
    {"payload":{"user":"%s","builder":"%s","scopes":["a.b"],"expiresAt":0,"nonce":1},
     "signature":"0x%s1b"}
    """
        .formatted(Cast.OWNER.value(), Cast.BUILDER.value(), "11".repeat(64));
  }

  private static String versioned() {
    return """
    {"grantorAddress":"%s","granteeId":"0x%s","scopes":["a.b"],"grantVersion":1,"expiresAt":0,
     "signature":"0x%s1b"}
    """
        .formatted(Cast.OWNER.value(), "11".repeat(32), "11".repeat(64));
  }

  @Test
  void isNothingWhereTheyAskWhetherItLives() {
    server.builders =
        _ -> {
          throw new AssertionError("somebody was asked");
        };
    server.signatures = new CountedSignatures();
    server.start();

    for (int i = 0; i < 2_000; i++) {
      var answer = Ask.get(i % 2 == 0 ? "/health" : "/ready").byTheBuilder().to(server);
      assertThat(answer.status()).isEqualTo(200);
    }
    assertThat(recoveries.get()).isZero();
  }
}
