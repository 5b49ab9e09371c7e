package io.freehold.adapters.http;

import io.freehold.adapters.http.pace.ClientAddress;
import io.freehold.adapters.http.pace.Pace;
import io.freehold.application.Limits;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/// Speaks HTTP for the roles of this process, each on a listener of its own.
public final class HttpAdapter implements AutoCloseable {
  private final Vertx vertx;
  private final Settings settings;
  private final Limits limits;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final VirtualThreads threads;
  private final BodyBudget bodies;
  private final Pace addresses;
  private final Pace signers;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /// @param trustedProxies addresses, or blocks such as `10.0.0.0/8`, whose `X-Forwarded-For` is
  ///   believed
  /// @param version of this program, for `/health`
  public record Settings(List<String> trustedProxies, String version) {
    public Settings {
      trustedProxies = List.copyOf(trustedProxies);
    }
  }

  public HttpAdapter(
      Vertx vertx, Settings settings, Limits limits, InstantSource clock, RandomGenerator random) {
    this.vertx = vertx;
    this.settings = settings;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
    this.threads = new VirtualThreads(limits.requestsInFlightMax());
    this.bodies = BodyBudget.ofHeap(Runtime.getRuntime().maxMemory());
    this.addresses =
        new Pace(
            limits.addressRequestsPerSecond(),
            limits.addressBurst(),
            limits.countedCallersMax(),
            System::nanoTime);
    this.signers =
        new Pace(
            limits.signerRequestsPerSecond(),
            limits.signerBurst(),
            limits.countedCallersMax(),
            System::nanoTime);
  }

  /// Opens a port for a site and returns the port that was really opened.
  int listen(Site site, String host, int port) {
    var connections =
        new Connections(limits.connectionsMax(), limits.idleTimeout(), System::nanoTime);
    var heads =
        new Heads(
            new ClientAddress(settings.trustedProxies()),
            limits.userAgentCharactersMax(),
            clock,
            random);
    var flow =
        new RequestFlow(site, limits, addresses, signers, bodies, new ProblemHandler(random));
    var listener =
        new Listener(
            vertx,
            limits,
            connections,
            new Reception(vertx, site, limits, connections, threads, heads, flow));
    int opened = listener.open(host, port);
    listeners.add(listener);
    return opened;
  }

  /// Stops gracefully: nothing new is taken on, a request on an open connection gets 503, and what
  /// is being worked on may finish for a while.
  @Override
  public void close() {
    listeners.forEach(Listener::stop);
    long deadline = System.nanoTime() + limits.shutdownTimeout().toNanos();
    listeners.forEach(
        listener -> listener.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
    listeners.clear();
  }
}
