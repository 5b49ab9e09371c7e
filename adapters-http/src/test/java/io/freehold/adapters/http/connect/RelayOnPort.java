package io.freehold.adapters.http.connect;

import io.freehold.adapters.http.ApiRoute;
import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.HttpAdapter;
import io.freehold.adapters.http.HttpAdapter.RelayRole;
import io.freehold.adapters.http.Storages;
import io.freehold.adapters.http.auth.RelayAuthentication;
import io.freehold.application.Limits;
import io.freehold.application.connect.ApproveSession;
import io.freehold.application.connect.AuthenticateSigner;
import io.freehold.application.connect.ClaimSession;
import io.freehold.application.connect.ClaimWaitingSession;
import io.freehold.application.connect.DenySession;
import io.freehold.application.connect.ListWaitingSessions;
import io.freehold.application.connect.PollSession;
import io.freehold.application.connect.StartSession;
import io.freehold.application.identity.SpendRequest;
import io.freehold.application.identity.SpendRequest.Uses;
import io.freehold.application.port.Builders;
import io.freehold.application.port.Sessions;
import io.freehold.application.port.UsedRequests;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryBuilders;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryRelay;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.application.testing.InMemoryUsedRequests;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.SignedRequestRules;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/// A relay on a real port, with the real use cases over sessions in memory. A test changes what it
/// is about, then starts it.
public final class RelayOnPort implements AutoCloseable {
  static final String ORIGIN = "https://relay.example.com";

  public final HandSetClock clock = new HandSetClock(Cast.NOW);
  final InMemoryServerRegistry servers = new InMemoryServerRegistry().add(Cast.SERVER, Cast.OWNER);
  final InMemoryRelay kept = new InMemoryRelay();
  public Limits limits = Limits.DEFAULT;
  Sessions sessions = kept;
  boolean allowsLoopback;
  long heapBytes = Runtime.getRuntime().maxMemory();
  Builders builders = InMemoryBuilders.of(Cast.APP);
  UsedRequests usedRequests = new InMemoryUsedRequests(clock, limits.usedRequestsMax());

  private HttpAdapter adapter;
  private int port;

  public RelayOnPort start() {
    adapter = Storages.adapter(limits, clock, heapBytes);
    port = adapter.listen(role(), HttpAdapter.Place.plain("127.0.0.1", 0, "relay.example.com"));
    return this;
  }

  private RelayRole role() {
    var rules =
        new SignedRequestRules(
            Set.of(new Origin(ORIGIN)),
            limits.clockSkewMax(),
            limits.signedLifetimeMax(),
            SingleUse.WRITES,
            false,
            Instant.EPOCH);
    var random = new Random(7);
    Consumer<SessionId> news = this::tell;
    return new RelayRole(
        new AuthenticateSigner(() -> rules, new FakeSignatures()),
        new SpendRequest(() -> rules, usedRequests, Uses.BY_THE_PAGES_OF_A_SECOND),
        new StartSession(sessions, builders, limits, clock, random),
        new PollSession(sessions, clock),
        new ClaimSession(sessions, news, clock),
        new ClaimWaitingSession(sessions, news, servers, clock, random),
        new ListWaitingSessions(sessions, servers, clock),
        new ApproveSession(sessions, news, InMemoryGrants.of(), clock),
        new DenySession(sessions, news, clock),
        Cast.SERVER,
        allowsLoopback);
  }

  private void tell(SessionId session) {
    if (adapter != null) {
      adapter.sessionChanged(session);
    }
  }

  public int port() {
    return port;
  }

  /// What it serves.
  public List<ApiRoute> routes() {
    RelayRole role = role();
    return new RelayApi(
            role,
            new RelayAuthentication(role.authenticateSigner()::authenticate),
            new KnownSigners(1),
            "1.2.3",
            limits,
            clock)
        .routes();
  }

  /// A request that is meant for this relay.
  static Ask post(String target, String json) {
    return Ask.post(target, json).toHost("relay.example.com").claim("aud", ORIGIN);
  }

  static Ask get(String target) {
    return Ask.get(target).toHost("relay.example.com").claim("aud", ORIGIN);
  }

  @Override
  public void close() {
    adapter.close();
  }
}
