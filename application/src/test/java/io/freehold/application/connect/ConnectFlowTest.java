package io.freehold.application.connect;

import static io.freehold.application.connect.ConnectWorld.all;
import static io.freehold.application.connect.ConnectWorld.patterns;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.SampleManifest;
import io.freehold.application.testing.SampleRequest;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// §6.3 from the owner's side: a builder asks, the owner answers, the builder has a grant or knows
/// that it has none.
class ConnectFlowTest {
  private final ConnectWorld world = new ConnectWorld();
  private final ConnectWorld.Server server = world.server();

  @Test
  void givesTheBuilderAGrantForWhatItAskedFor() {
    DeepLink link = world.link("instagram.profile", "chatgpt.*");

    assertThat(server.receive(link).status()).isEqualTo("waiting");
    assertThat(world.live()).isEmpty();
    ConnectRequest approved = server.approve(link, all());

    assertThat(approved.status()).isEqualTo("approved");
    Grant grant = world.live().getFirst();
    assertThat(grant.terms().grantee()).isEqualTo(BUILDER);
    assertThat(grant.terms().scopes()).isEqualTo(patterns("instagram.profile", "chatgpt.*"));
    assertThat(grant.terms().expiresAt()).isEqualTo(Instant.MAX);
    assertThat(world.relay.stateOf(link.session()))
        .isEqualTo(
            new SessionState.Approved(
                new SessionGrant(
                    grant.id(),
                    OWNER,
                    patterns("instagram.profile", "chatgpt.*"),
                    Instant.MAX,
                    Optional.of(SERVER))));
    assertThat(world.request(link.session()).secret().isEmpty()).isTrue();
  }

  @Test
  void keepsAReceiptOfWhoAskedWhatAndWhatWasShown() {
    DeepLink link = world.link("instagram.profile");
    server.receive(link);
    ConsentSheet sheet = server.sheet(link);
    server.approve(link, all());

    ConsentReceipt receipt = world.receipts.latest(BUILDER).orElseThrow();

    assertThat(receipt.session()).isEqualTo(link.session());
    assertThat(receipt.grant()).isEqualTo(world.live().getFirst().id());
    assertThat(receipt.app().name().text()).isEqualTo("Reader");
    assertThat(receipt.app().manifestHash())
        .isEqualTo(SampleManifest.aManifest().named("Reader").manifest().hash());
    assertThat(receipt.asked()).isEqualTo(SampleRequest.asking("instagram.profile"));
    assertThat(receipt.consent().text()).isEqualTo(sheet.text());
    assertThat(receipt.consent().warnings()).isEqualTo(sheet.warnings());
    assertThat(receipt.consent().by()).isEqualTo(new Consent.By.Owner("wallet"));
    assertThat(receipt.consent().at()).isEqualTo(NOW);
  }

  @Test
  void tellsTheBuilderANoAndItsReason() {
    DeepLink link = world.link("instagram.profile");
    server.receive(link);

    assertThat(server.deny(link).status()).isEqualTo("denied");

    assertThat(world.relay.stateOf(link.session()))
        .isEqualTo(new SessionState.Denied(Optional.of("not now")));
    assertThat(world.live()).isEmpty();
    assertThat(world.receipts.latest(BUILDER)).isEmpty();
  }

  @Test
  void opensAnInvitationOnceAndGivesTheSameRequestAgain() {
    DeepLink link = world.link("instagram.profile");
    server.receive(link);
    server.approve(link, all());

    assertThat(server.receive(link).status()).isEqualTo("approved");
    assertThat(world.live()).hasSize(1);
  }

  @Test
  void isAnsweredOnce() {
    DeepLink link = world.link("instagram.profile");
    server.receive(link);
    server.deny(link);

    assertThat(
            assertRefused(() -> server.approve(link, all()), Problem.ConnectRequestAnswered.class)
                .status())
        .isEqualTo("denied");
    assertRefused(() -> server.deny(link), Problem.ConnectRequestAnswered.class);
    assertRefused(
        () -> server.approve().approve(theOwner(), new SessionId("session-99"), all()),
        Problem.ConnectRequestNotFound.class);
    assertThat(world.live()).isEmpty();
  }

  @Test
  void isAnsweredInTime() {
    DeepLink link = world.link("instagram.profile");
    server.receive(link);
    world.wait(Duration.ofMinutes(15).minusNanos(1));
    assertThat(server.finish().runOnce()).isZero();
    world.wait(Duration.ofNanos(1));

    assertRefused(() -> server.approve(link, all()), Problem.SessionExpired.class);
    assertThat(server.finish().runOnce()).isEqualTo(1);

    assertThat(world.status(link)).isEqualTo("expired");
    assertThat(world.request(link.session()).secret().isEmpty()).isTrue();
    assertThat(world.live()).isEmpty();
  }

  @Test
  void canStillBeAnsweredAtTheLastMoment() {
    DeepLink link = world.link("instagram.profile");
    server.receive(link);
    world.wait(Duration.ofMinutes(15).minusNanos(1));

    assertThat(server.approve(link, all()).status()).isEqualTo("approved");
  }

  @Test
  void refusesMoreOpenRequestsThanItKeeps() {
    world.requestsMax = 1;
    var small = world.server();
    small.receive(world.link("instagram.profile"));
    DeepLink second = world.link("instagram.likes");

    assertRefused(() -> small.receive(second), Problem.TooManySessions.class);

    assertThat(world.relay.stateOf(second.session())).isEqualTo(new SessionState.Pending());
  }

  @Test
  void doesNotKeepASecretLongerThanADayWhateverTheRelaySays() {
    DeepLink link = world.link("instagram.profile");
    var patient =
        new SessionRelayOf(world.relay) {
          @Override
          public ClaimedSession claim(SessionId id, Secret secret) {
            var claimed = super.claim(id, secret);
            return new ClaimedSession(id, secret, claimed.request(), Instant.MAX);
          }
        };
    world.server(world.ports().with(patient)).receive(link);

    assertThat(world.request(link.session()).expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
  }
}
