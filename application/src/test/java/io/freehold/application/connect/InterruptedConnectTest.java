package io.freehold.application.connect;

import static io.freehold.application.connect.ConnectWorld.all;
import static io.freehold.application.connect.ConnectWorld.patterns;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.theOwner;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.sync.Interruption;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.grant.Grant;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process that ends at any call of any port: the next one finishes what it had begun, and the
/// builder ends up with exactly one grant, or with none (§6.3).
class InterruptedConnectTest {

  /// Runs an act until it ends at each call in turn; returns how many calls there were.
  private static int atEachCall(boolean isAfter, Consumer<Trial> trial) {
    int call = 0;
    boolean hasHappened = true;
    while (hasHappened) {
      var run = new Trial(new Interruption(call, isAfter));
      trial.accept(run);
      hasHappened = run.interruption.hasHappened();
      call++;
    }
    return call - 1;
  }

  private static final class Trial {
    final ConnectWorld world = new ConnectWorld();
    final Interruption interruption;

    Trial(Interruption interruption) {
      this.interruption = interruption;
    }

    /// By a process that may end meanwhile.
    void attempt(Consumer<ConnectWorld.Server> act) {
      try {
        act.accept(world.server(world.ports().watchedBy(interruption)));
      } catch (Interruption.Killed e) {
        assertThat(interruption.hasHappened()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anApprovalIsFinishedOrStillTheOwners(boolean isAfter) {
    int calls =
        atEachCall(
            isAfter,
            trial -> {
              ConnectWorld world = trial.world;
              DeepLink earlier = world.link("instagram.*");
              world.server().receive(earlier);
              world.server().approve(earlier, all());
              DeepLink link = world.link("instagram.profile");
              world.server().receive(link);
              trial.attempt(server -> server.approve(link, all()));

              world.server().finish().runOnce();
              if (world.request(link.session()).state() instanceof State.Waiting) {
                world.server().approve(link, all());
              }

              assertThat(world.status(link)).isEqualTo("approved");
              Grant only = world.live().getFirst();
              assertThat(world.live()).hasSize(1);
              assertThat(only.terms().scopes()).isEqualTo(patterns("instagram.profile"));
              assertThat(world.receipts.find(link.session()).orElseThrow().grant())
                  .isEqualTo(only.id());
              assertThat(world.relay.stateOf(link.session()))
                  .isInstanceOfSatisfying(
                      SessionState.Approved.class,
                      approved -> assertThat(approved.grant().grant()).isEqualTo(only.id()));
              assertThat(world.grants.grantedBy(only.terms().grantor())).hasSize(2);
            });
    assertThat(calls).isGreaterThan(10);
  }

  /// The relay is told only of what is on disk here: whatever happens, a grant that the builder
  /// hears of has a receipt.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theBuilderHearsOfNoGrantWithoutAReceipt(boolean isAfter) {
    atEachCall(
        isAfter,
        trial -> {
          ConnectWorld world = trial.world;
          DeepLink link = world.link("instagram.profile");
          world.server().receive(link);

          trial.attempt(server -> server.approve(link, all()));

          if (world.relay.stateOf(link.session()) instanceof SessionState.Approved approved) {
            assertThat(world.receipts.find(link.session()).orElseThrow().grant())
                .isEqualTo(approved.grant().grant());
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anApprovalFoundTooLateLeavesNoGrant(boolean isAfter) {
    atEachCall(
        isAfter,
        trial -> {
          ConnectWorld world = trial.world;
          DeepLink link = world.link("instagram.profile");
          world.server().receive(link);
          trial.attempt(server -> server.approve(link, all()));
          boolean isTold = world.relay.stateOf(link.session()) instanceof SessionState.Approved;
          world.wait(Duration.ofMinutes(15));

          world.server().finish().runOnce();

          assertThat(world.live()).hasSize(isTold ? 1 : 0);
          assertThat(world.requests.openCount()).isZero();
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRequestThatWasOpenedIsNotLost(boolean isAfter) {
    atEachCall(
        isAfter,
        trial -> {
          ConnectWorld world = trial.world;
          DeepLink link = world.link("instagram.profile");
          trial.attempt(server -> server.receive(link));

          world.server().finish().runOnce();
          boolean isClaimedElsewhere =
              world.requests.find(link.session()).isEmpty()
                  && world.relay.stateOf(link.session()) instanceof SessionState.Claimed;

          // Only between the relay's yes and the first write here can a session be lost, and then
          // its time runs out there.
          if (!isClaimedElsewhere) {
            assertThat(world.server().receive(link).status()).isEqualTo("waiting");
            assertThat(world.server().approve(link, all()).status()).isEqualTo("approved");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRuleGivesEachRequestOneGrantAtMost(boolean isAfter) {
    atEachCall(
        isAfter,
        trial -> {
          ConnectWorld world = trial.world;
          world
              .server()
              .addRule()
              .add(
                  theOwner(),
                  new AddAutoApproval.Draft(
                      BUILDER,
                      patterns("instagram.*"),
                      Optional.empty(),
                      NOW.plus(Duration.ofDays(1)),
                      2));
          DeepLink link = world.link("instagram.profile");
          trial.attempt(server -> server.receive(link));

          world.server().finish().runOnce();

          assertThat(world.live()).hasSizeLessThanOrEqualTo(1);
          world
              .requests
              .find(link.session())
              .ifPresent(request -> assertThat(request.status()).isEqualTo("approved"));
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNoReachesTheBuilder(boolean isAfter) {
    atEachCall(
        isAfter,
        trial -> {
          ConnectWorld world = trial.world;
          DeepLink link = world.link("instagram.profile");
          world.server().receive(link);
          trial.attempt(server -> server.deny(link));

          world.server().finish().runOnce();
          if (world.request(link.session()).state() instanceof State.Waiting) {
            world.server().deny(link);
          }

          assertThat(world.relay.stateOf(link.session())).isInstanceOf(SessionState.Denied.class);
          assertThat(world.requests.openCount()).isZero();
          assertThat(world.live()).isEmpty();
        });
  }
}
