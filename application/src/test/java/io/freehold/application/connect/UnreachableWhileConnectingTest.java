package io.freehold.application.connect;

import static io.freehold.application.connect.ConnectWorld.all;
import static io.freehold.application.connect.ConnectWorld.outOfReach;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Grants;
import io.freehold.application.port.SessionRelay;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.identity.Builder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// An answer of the owner is carried out, also when the relay or the gateway cannot be reached.
class UnreachableWhileConnectingTest {
  private final ConnectWorld world = new ConnectWorld();
  private final ConnectWorld.Server server = world.server();

  @Test
  void finishesAYesThatTheRelayCouldNotBeTold() {
    DeepLink link = world.link("instagram.profile");
    var cutOff =
        world.server(world.ports().with(outOfReach(SessionRelay.class, world.relay, "claim")));
    cutOff.receive(link);

    assertThat(cutOff.approve(link, all()).status()).isEqualTo("approving");
    assertThat(world.receipts.find(link.session())).isPresent();
    assertThat(server.finish().runOnce()).isEqualTo(1);

    assertThat(world.status(link)).isEqualTo("approved");
    assertThat(world.live()).hasSize(1);
  }

  @Test
  void finishesAYesThatTheGatewayCouldNotRecord() {
    DeepLink link = world.link("instagram.profile");
    var cutOff =
        world.server(world.ports().with(outOfReach(Grants.class, world.grants, "grantedTo")));
    cutOff.receive(link);

    assertThat(cutOff.approve(link, all()).status()).isEqualTo("approving");
    assertThat(world.relay.stateOf(link.session())).isEqualTo(new SessionState.Claimed());
    assertThat(server.finish().runOnce()).isEqualTo(1);

    assertThat(world.status(link)).isEqualTo("approved");
  }

  @Test
  void takesAGrantBackThatItsBuilderWillNotHearOf() {
    DeepLink link = world.link("instagram.profile");
    var cutOff =
        world.server(world.ports().with(outOfReach(SessionRelay.class, world.relay, "claim")));
    cutOff.receive(link);
    cutOff.approve(link, all());
    world.wait(Duration.ofMinutes(15));

    server.finish().runOnce();

    assertThat(world.request(link.session()).state())
        .isInstanceOfSatisfying(
            State.Failed.class, state -> assertThat(state.reason()).contains("expired", "revoked"));
    assertThat(world.live()).isEmpty();
  }

  @Test
  void tellsANoLater() {
    DeepLink link = world.link("instagram.profile");
    var cutOff =
        world.server(world.ports().with(outOfReach(SessionRelay.class, world.relay, "claim")));
    cutOff.receive(link);
    cutOff.deny(link);
    assertThat(world.relay.stateOf(link.session())).isEqualTo(new SessionState.Claimed());

    server.finish().runOnce();

    assertThat(world.relay.stateOf(link.session())).isInstanceOf(SessionState.Denied.class);
    assertThat(world.requests.openCount()).isZero();
  }

  @Test
  void stopsTellingANoWhenTheSessionIsOver() {
    DeepLink link = world.link("instagram.profile");
    var cutOff =
        world.server(world.ports().with(outOfReach(SessionRelay.class, world.relay, "claim")));
    cutOff.receive(link);
    cutOff.deny(link);
    world.wait(Duration.ofMinutes(15));

    cutOff.finish().runOnce();

    assertThat(world.requests.openCount()).isZero();
  }

  @Test
  void asksTheOwnerAgainWhenThisServerMayNotSignYet() {
    DeepLink link = world.link("instagram.profile");
    Grants refusing =
        new GrantsOf(world.grants) {
          @Override
          public GrantId create(GrantTerms terms, Builder grantee) {
            throw new Problem.SignerNotAllowed(SERVER, OWNER).asException();
          }
        };
    var unregistered = world.server(world.ports().with(refusing));
    unregistered.receive(link);

    assertRefused(() -> unregistered.approve(link, all()), Problem.ServerNotRegistered.class);

    assertThat(world.status(link)).isEqualTo("waiting");
    assertThat(server.approve(link, all()).status()).isEqualTo("approved");
  }
}
