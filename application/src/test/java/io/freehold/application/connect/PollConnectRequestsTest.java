package io.freehold.application.connect;

import static io.freehold.application.connect.ConnectWorld.all;
import static io.freehold.application.connect.ConnectWorld.patterns;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.connect.PollConnectRequests.Outcome;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.Invitation;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sessions that ask this owner are found at the relay.
class PollConnectRequestsTest {
  private final ConnectWorld world = new ConnectWorld();
  private final ConnectWorld.Server server = world.server();

  private DeepLink addressed(String scope) {
    return world.relay.open(
        new SessionRequest(
            BUILDER, patterns(scope), Optional.empty(), Optional.empty(), Optional.of(OWNER)));
  }

  @Test
  void opensTheSessionsThatAskThisOwner() {
    DeepLink first = addressed("instagram.profile");
    DeepLink notAddressed = world.link("instagram.likes");

    server.poll().runOnce();
    server.poll().runOnce();

    assertThat(world.status(first)).isEqualTo("waiting");
    assertThat(world.requests.find(notAddressed.session())).isEmpty();
    assertThat(server.approve(first, all()).status()).isEqualTo("approved");
    assertThat(world.relay.stateOf(first.session())).isInstanceOf(SessionState.Approved.class);
  }

  @Test
  void isNotStoppedByASessionThatSomebodyElseOpened() {
    DeepLink taken = addressed("instagram.profile");
    DeepLink next = addressed("instagram.likes");
    var late =
        new SessionRelayOf(world.relay) {
          @Override
          public List<SessionId> waiting() {
            return List.of(new SessionId("session-77"), taken.session(), next.session());
          }
        };
    world.relay.claim(taken.session(), taken.secret());

    world.server(world.ports().with(late)).poll().runOnce();

    assertThat(world.status(next)).isEqualTo("waiting");
  }

  @Test
  void saysOfARelayThatItTellsNothing() {
    assertThat(answered(new Problem.SessionNotFound())).isEqualTo(Outcome.NO_LIST);
    assertThat(answered(new Problem.ServerNotRegistered(SERVER))).isEqualTo(Outcome.NOT_REGISTERED);
    assertRefused(
        () ->
            answered(
                new Problem.ServiceUnavailable(
                    Problem.Cause.RELAY, "the relay cannot be reached", Duration.ofSeconds(1))),
        Problem.ServiceUnavailable.class);
  }

  private Outcome answered(Problem problem) {
    var refusing =
        new SessionRelayOf(world.relay) {
          @Override
          public List<SessionId> waiting() {
            throw problem.asException();
          }
        };
    return world.server(world.ports().with(refusing)).poll().runOnce();
  }

  @Test
  void opensASessionTheOwnerNamesByItsId() {
    DeepLink link = addressed("instagram.profile");

    ConnectRequest request =
        server.receive().receive(theOwner(), new Invitation.Listed(link.session()));

    assertThat(request.status()).isEqualTo("waiting");
  }
}
