package io.freehold.bootstrap.connect;

import static io.freehold.application.testing.Refusals.assertRefused;
import static io.freehold.application.testing.SampleSession.aSession;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.HttpAdapter.RelayRole;
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
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.InMemoryBuilders;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryRelay;
import io.freehold.application.testing.InMemoryUsedRequests;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.connect.Session;
import io.freehold.domain.identity.SignedRequestRules;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnRelayTest {
  private static final Session SESSION = aSession().numbered(1).asking(Cast.OWNER).pending();

  private final InMemoryRelay sessions = new InMemoryRelay();
  private final AtomicInteger asked = new AtomicInteger();
  private boolean isRegistered;
  private OwnRelay relay;

  private final ServerRegistry gateway =
      new ServerRegistry() {
        @Override
        public boolean isRegistered(Address server, Address owner) {
          asked.incrementAndGet();
          return isRegistered;
        }

        @Override
        public void register(ServerRegistration registration, Signature signature) {
          throw new AssertionError("nobody registers");
        }
      };

  private static SignedRequestRules nobodySigns() {
    throw new AssertionError("nobody signs");
  }

  @BeforeEach
  void makeTheRelay() {
    var random = new Random(1);
    relay =
        new OwnRelay(
            new RelayRole(
                new AuthenticateSigner(OwnRelayTest::nobodySigns, new FakeSignatures()),
                new SpendRequest(
                    OwnRelayTest::nobodySigns,
                    new InMemoryUsedRequests(),
                    Uses.BY_THE_PAGES_OF_A_SECOND),
                new StartSession(
                    sessions, InMemoryBuilders.of(Cast.APP), Limits.DEFAULT, Cast.CLOCK, random),
                new PollSession(sessions, Cast.CLOCK),
                new ClaimSession(sessions, _ -> {}, Cast.CLOCK),
                new ClaimWaitingSession(sessions, _ -> {}, gateway, Cast.CLOCK, random),
                new ListWaitingSessions(sessions, gateway, Cast.CLOCK),
                new ApproveSession(sessions, _ -> {}, InMemoryGrants.of(), Cast.CLOCK),
                new DenySession(sessions, _ -> {}, Cast.CLOCK),
                Cast.SERVER,
                false),
            Cast.SERVER,
            () -> Optional.of(Cast.OWNER));
  }

  /// A server without work asks its gateway for next to nothing.
  @Test
  void asksNoGatewayWhichSessionsWait() {
    assertThat(relay.waiting()).isEmpty();
    sessions.add(SESSION, 10, 10);
    assertThat(relay.waiting()).containsExactly(SESSION.id());

    assertThat(asked).hasValue(0);
  }

  @Test
  void opensNothingForAServerThatIsNotItsOwners() {
    sessions.add(SESSION, 10, 10);

    assertRefused(() -> relay.claimWaiting(SESSION.id()), Problem.SessionNotFound.class);

    isRegistered = true;
    assertThat(relay.claimWaiting(SESSION.id()).id()).isEqualTo(SESSION.id());
  }
}
