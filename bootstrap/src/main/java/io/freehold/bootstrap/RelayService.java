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
import io.freehold.application.identity.SpendRequest;
import io.freehold.application.identity.SpendRequest.Uses;
import io.freehold.application.port.Revocations;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.application.port.UsedRequests;
import io.freehold.application.port.Webhooks;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.SignedRequestRules;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The session relay in this process: its use cases, and what it does without a request.
final class RelayService implements AutoCloseable {
  private final RelayStore store;
  private final HttpAdapter.RelayRole role;
  private final RelayWork work;
  private final InstantSource clock;

  /// What it is made of.
  ///
  /// @param rules of signed requests, as they are at this moment
  /// @param allowsLoopback whether webhooks may be on this machine
  record Parts(
      Limits limits,
      Supplier<SignedRequestRules> rules,
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
  RelayService(Parts parts, RelayStore store, Consumer<SessionId> news) {
    this.store = store;
    this.clock = parts.clock();
    Limits limits = parts.limits();
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
            new AuthenticateSigner(parts.rules(), parts.signatures()),
            new SpendRequest(parts.rules(), parts.usedRequests(), Uses.BY_THE_PAGES_OF_A_SECOND),
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

  @Override
  public void close() {
    try (var _ = store) {
      work.close();
    }
  }
}
