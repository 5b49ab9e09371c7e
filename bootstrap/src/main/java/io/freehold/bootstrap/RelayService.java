package io.freehold.bootstrap;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.http.HttpAdapter;
import io.freehold.application.Limits;
import io.freehold.application.connect.ApproveSession;
import io.freehold.application.connect.AuthenticateSigner;
import io.freehold.application.connect.ClaimSession;
import io.freehold.application.connect.ClaimWaitingSession;
import io.freehold.application.connect.DeliverWebhooks;
import io.freehold.application.connect.DenySession;
import io.freehold.application.connect.ListDeliveries;
import io.freehold.application.connect.ListWaitingSessions;
import io.freehold.application.connect.PollSession;
import io.freehold.application.connect.ReplayDeliveries;
import io.freehold.application.connect.StartSession;
import io.freehold.application.connect.SweepRelay;
import io.freehold.application.connect.TellRevocation;
import io.freehold.application.connect.WatchGrants;
import io.freehold.application.port.Revocations;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.application.port.UsedRequests;
import io.freehold.application.port.Webhooks;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.SignedRequestRules;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The session relay in this process: its use cases, the names it is addressed by, and what it does
/// without a request.
final class RelayService implements AutoCloseable {
  private final ServerConfig.Relay config;
  private final Limits limits;
  private final Instant remembersSince;
  private final RelayStore store;
  private final HttpAdapter.RelayRole role;
  private final RelayWork work;
  private final InstantSource clock;
  private volatile Set<Origin> audiences = Set.of();

  /// What it is made of.
  ///
  /// @param remembersSince from when on this process knows every request that was used
  /// @param allowsLoopback whether webhooks may be on this machine
  record Parts(
      Limits limits,
      Instant remembersSince,
      ChainAdapter.Gateway gateway,
      Signatures signatures,
      Revocations revocations,
      UsedRequests usedRequests,
      Signer key,
      Webhooks webhooks,
      boolean allowsLoopback,
      InstantSource clock,
      RandomGenerator random) {}

  /// @param news told of sessions that have come a step further
  RelayService(ServerConfig.Relay config, Parts parts, RelayStore store, Consumer<SessionId> news) {
    this.config = config;
    this.limits = parts.limits();
    this.remembersSince = parts.remembersSince();
    this.store = store;
    this.clock = parts.clock();
    var sessions = store.sessions();
    this.work =
        new RelayWork(
            new DeliverWebhooks(
                store.deliveries(), parts.webhooks(), limits, clock, parts.random()),
            new WatchGrants(store.watches(), parts.gateway().grants(), parts.revocations(), clock),
            new TellRevocation(store.watches(), clock),
            new SweepRelay(sessions, store.deliveries(), limits, clock));
    Consumer<SessionId> changed = news.andThen(_ -> work.wake());
    this.role =
        new HttpAdapter.RelayRole(
            new AuthenticateSigner(this::rules, parts.signatures(), parts.usedRequests()),
            new StartSession(sessions, parts.gateway().builders(), limits, clock, parts.random()),
            new PollSession(sessions, clock),
            new ClaimSession(sessions, changed, clock),
            new ClaimWaitingSession(
                sessions, changed, parts.gateway().servers(), clock, parts.random()),
            new ListWaitingSessions(sessions, parts.gateway().servers(), clock),
            new ApproveSession(sessions, changed, parts.gateway().grants(), clock),
            new DenySession(sessions, changed, clock),
            parts.key().address(),
            parts.allowsLoopback());
  }

  HttpAdapter.RelayRole role() {
    return role;
  }

  ServerConfig.Listener listener() {
    return config.listener();
  }

  /// What its operator can do.
  HttpAdapter.PersonalServerRole.Relay operation() {
    return new HttpAdapter.PersonalServerRole.Relay(
        new ListDeliveries(store.deliveries()),
        new ReplayDeliveries(store.deliveries(), work::wake, clock));
  }

  /// What runs without a request.
  RelayWork work() {
    return work;
  }

  /// The name in the settings, else those of this machine.
  void beReachedAt(String scheme, int port) {
    audiences =
        config
            .origin()
            .map(Set::of)
            .orElseGet(() ->
                Set.of(
                    new Origin(scheme + "localhost:" + port),
                    new Origin(scheme + "127.0.0.1:" + port),
                    new Origin(scheme + "[::1]:" + port)));
  }

  private SignedRequestRules rules() {
    return new SignedRequestRules(
        audiences,
        limits.clockSkewMax(),
        limits.signedLifetimeMax(),
        SingleUse.WRITES,
        false,
        remembersSince);
  }

  @Override
  public void close() {
    work.close();
    store.close();
  }
}
