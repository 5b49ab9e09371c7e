package io.freehold.application.connect;

import static io.freehold.application.connect.ConnectWorld.all;
import static io.freehold.application.connect.ConnectWorld.patterns;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleManifest;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Threat T17 and §5.5: an application that cannot show who it is has nothing to ask.
class UnverifiedAppTest {
  private final ConnectWorld world = new ConnectWorld();
  private final ConnectWorld.Server server = world.server();

  @Test
  void endsWithoutAGrantAndTheBuilderIsNotLeftWaiting() {
    world.manifests.publish(
        Cast.APP_URL, SampleManifest.aManifest().signedBy(STRANGER_KEY).manifest());
    DeepLink link = world.link("instagram.profile");

    var problem = assertRefused(() -> server.receive(link), Problem.ManifestRefused.class);

    assertThat(problem.reason()).contains("signed by another key");
    assertThat(world.request(link.session()).state())
        .isInstanceOfSatisfying(
            State.Failed.class,
            state -> assertThat(state.reason()).contains("signed by another key"));
    assertThat(world.relay.stateOf(link.session()))
        .isEqualTo(new SessionState.Denied(Optional.of("The application could not be verified")));
    assertRefused(() -> server.approve(link, all()), Problem.ConnectRequestAnswered.class);
  }

  @Test
  void endsForABuilderThatIsNotRegistered() {
    var asked =
        new SessionRequest(
            STRANGER,
            patterns("instagram.profile"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    DeepLink link = world.relay.open(asked);

    assertRefused(() -> server.receive(link), Problem.ManifestRefused.class);
    assertThat(world.status(link)).isEqualTo("failed");
    assertThat(world.relay.stateOf(link.session())).isInstanceOf(SessionState.Denied.class);
  }

  @Test
  void endsForASessionThatAsksSomebodyElse() {
    var asked =
        new SessionRequest(
            BUILDER,
            patterns("instagram.profile"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(STRANGER));

    assertRefused(() -> server.receive(world.relay.open(asked)), Problem.ManifestRefused.class);
  }

  @Test
  void showsNothingToDecide() {
    world.manifests.publish(
        Cast.APP_URL, SampleManifest.aManifest().signedBy(STRANGER_KEY).manifest());
    DeepLink link = world.link("instagram.profile");
    assertRefused(() -> server.receive(link), Problem.ManifestRefused.class);

    assertThat(server.show().show(theOwner(), link.session()).sheet()).isEmpty();
  }
}
