package io.freehold.adapters.chain.gateway;

import io.freehold.adapters.chain.egress.EgressClient;
import io.freehold.application.Limits;
import io.freehold.application.sync.Patience;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.LimitsOf;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// A personal server's view of a stub gateway.
final class OnTheStub implements AutoCloseable {
  /// Long enough for a busy machine.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static final int ANSWER_BYTES_MAX = 64 << 10;

  final StubGateway stub;
  private final Vertx vertx = Vertx.vertx();

  /// As the settings say it for tests and development.
  boolean allowsLoopback;

  /// How time passes for calls that nobody waits for.
  Patience.Pause pause =
      time -> {
        throw new AssertionError("nothing asks to wait " + time);
      };

  OnTheStub() {
    this(Cast.CLOCK);
  }

  /// @param clock of the gateway
  OnTheStub(InstantSource clock) {
    stub = StubGateway.of(clock);
  }

  /// Answers are never remembered.
  RemoteGateway gateway() {
    return gateway(Duration.ZERO, false, Cast.CLOCK);
  }

  RemoteGateway gateway(Duration maxAge, boolean staleIfError, InstantSource clock) {
    return gateway(maxAge, staleIfError, clock, limits(PATIENCE));
  }

  /// Gives every call so much time and no more.
  RemoteGateway gateway(Duration timeout) {
    return gateway(Duration.ZERO, false, Cast.CLOCK, limits(timeout));
  }

  private RemoteGateway gateway(
      Duration maxAge, boolean staleIfError, InstantSource clock, Limits limits) {
    var records = stub.records;
    return new RemoteGateway(
        vertx,
        stub.url(),
        Cast.SERVER_KEY,
        new RemoteGateway.Memory(maxAge, staleIfError),
        new RemoteGateway.Tools(
            records.signatures,
            records.ids,
            records.texts,
            records.compiler,
            new EgressClient(vertx, allowsLoopback, limits)),
        limits,
        clock,
        pause);
  }

  Vertx vertx() {
    return vertx;
  }

  @Override
  public void close() {
    stub.close();
    vertx.close().await();
  }

  /// Limits as they are, but for calls to the gateway.
  static Limits limits(Duration timeout) {
    return LimitsOf.with(
        Map.of("gatewayTimeout", timeout, "gatewayAnswerBytesMax", ANSWER_BYTES_MAX));
  }
}
