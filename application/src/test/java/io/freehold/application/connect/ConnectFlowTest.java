package io.freehold.application.connect;

import static io.freehold.application.connect.ConnectWorld.all;
import static io.freehold.application.connect.ConnectWorld.frozen;
import static io.freehold.application.connect.ConnectWorld.only;
import static io.freehold.application.connect.ConnectWorld.outOfReach;
import static io.freehold.application.connect.ConnectWorld.patterns;
import static io.freehold.application.connect.ConnectWorld.with;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.CONVERSATIONS;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.connect.PollConnectRequests.Outcome;
import io.freehold.application.port.Grants;
import io.freehold.application.port.SessionRelay;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleManifest;
import io.freehold.application.testing.SampleRequest;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.Choice;
import io.freehold.domain.connect.Choice.Earlier;
import io.freehold.domain.connect.Choice.Reach;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.Invitation;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
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
            return new io.freehold.domain.connect.ClaimedSession(
                id, secret, claimed.request(), Instant.MAX);
          }
        };
    world.server(world.ports().with(patient)).receive(link);

    assertThat(world.request(link.session()).expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  /// Threat T17 and §5.5: without a proof there is nothing to be asked.
  @Nested
  class FromAnAppThatCannotShowWhoItIs {
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

  @Nested
  class WhatTheOwnerIsShown {
    @Test
    void namesTheAppItsAddressAndWhatThereIsOfTheData() {
      world.store(PROFILE);
      world.store(PROFILE);
      world.store(CONVERSATIONS);
      DeepLink link = world.link("instagram.profile", "chatgpt.*", "youtube.subscriptions");
      server.receive(link);

      List<String> text = server.sheet(link).text();

      assertThat(text)
          .contains(
              "\"Reader\" asks to read your data.",
              "Its address: https://app.example.com",
              "- Your Instagram profile (instagram.profile). Name, bio and counts. You have 2"
                  + " versions, the newest of 2026-02-02T02:40:00.001Z.",
              "- Everything from chatgpt (chatgpt.*). Now that is: chatgpt.conversations (1 version).",
              "- youtube.subscriptions (youtube.subscriptions). You have none of it now.",
              "It has no grant of yours now.");
      DeepLink wide = world.link("instagram.*", "*", "chatgpt.conversations.*");
      server.receive(wide);
      assertThat(server.sheet(wide).items())
          .extracting(ConsentSheet.Item::label)
          .containsExactly(
              "Everything from Instagram",
              "All of your data",
              "Everything from chatgpt.conversations");
      assertThat(String.join("\n", text)).contains(BUILDER.value());
    }

    @Test
    void warnsOfScopesWithoutAnEnd() {
      DeepLink link = world.link("*", "chatgpt.*");
      server.receive(link);

      assertThat(server.sheet(link).warnings())
          .containsExactly(
              "It asks for everything, also for what you do not have yet.",
              "chatgpt.* also covers what comes below it later.");
      assertThat(server.sheet(link).text())
          .contains("Note: It asks for everything, also for what you do not have yet.");
    }

    /// Threat T18.
    @Test
    void warnsOfAnAppThatPublishesSomethingElseThanBefore() {
      DeepLink first = world.link("instagram.profile");
      server.receive(first);
      server.approve(first, all());
      world.manifests.publish(
          Cast.APP_URL, SampleManifest.aManifest().named("Your Bank").manifest());
      DeepLink second = world.link("instagram.profile");
      server.receive(second);

      assertThat(server.sheet(second).warnings())
          .containsExactly(
              "What the app publishes about itself has changed since you last agreed, at"
                  + " 2026-02-02T02:40:00Z. Then it called itself \"Reader\".");
    }

    @Test
    void isWhatIsAgreedToAndNothingElse() {
      DeepLink link = world.link("chatgpt.*");
      server.receive(link);
      String shown = server.sheet(link).hash();
      world.store(CONVERSATIONS);
      Choice asShown =
          new Choice(
              Optional.empty(),
              Instant.MAX,
              Reach.AS_ASKED,
              Earlier.REPLACE_AMENDED,
              Optional.of(shown));

      assertRefused(() -> server.approve(link, asShown), Problem.MalformedRequest.class);
      assertThat(world.status(link)).isEqualTo("waiting");

      Choice anew =
          new Choice(
              Optional.empty(),
              Instant.MAX,
              Reach.AS_ASKED,
              Earlier.REPLACE_AMENDED,
              Optional.of(server.sheet(link).hash()));
      assertThat(server.approve(link, anew).status()).isEqualTo("approved");
    }
  }

  @Nested
  class WithFewerScopes {
    @Test
    void grantsOnlyThose() {
      DeepLink link = world.link("instagram.*", "chatgpt.conversations");
      server.receive(link);

      server.approve(link, only("instagram.profile"));

      assertThat(world.live().getFirst().terms().scopes()).isEqualTo(patterns("instagram.profile"));
    }

    @Test
    void refusesWhatWasNotAskedFor() {
      DeepLink link = world.link("instagram.profile");
      server.receive(link);

      for (Choice more : List.of(only("instagram.*"), only("chatgpt.conversations"), only("*"))) {
        assertRefused(() -> server.approve(link, more), Problem.MalformedRequest.class);
      }
      assertThat(world.status(link)).isEqualTo("waiting");
      assertThat(world.live()).isEmpty();
    }

    @Test
    void endsWhenTheOwnerSays() {
      DeepLink link = world.link("instagram.profile");
      server.receive(link);
      Instant end = NOW.plus(Duration.ofDays(30));
      server.approve(
          link,
          new Choice(
              Optional.empty(), end, Reach.AS_ASKED, Earlier.REPLACE_AMENDED, Optional.empty()));

      assertThat(world.live().getFirst().terms().expiresAt()).isEqualTo(end);
    }

    /// Threat T16.
    @Test
    void namesTheScopesThatExistNowWhenTheOwnerFreezes() {
      world.store(PROFILE);
      world.store(LIKES);
      world.store(CONVERSATIONS);
      DeepLink link = world.link("instagram.*", "youtube.subscriptions");
      server.receive(link);

      server.approve(link, frozen());

      assertThat(world.live().getFirst().terms().scopes())
          .containsExactlyInAnyOrder(
              new ScopePattern("instagram.likes"),
              new ScopePattern("instagram.profile"),
              new ScopePattern("youtube.subscriptions"));
    }

    @Test
    void cannotFreezeWhatDoesNotExist() {
      DeepLink link = world.link("instagram.*");
      server.receive(link);

      assertRefused(() -> server.approve(link, frozen()), Problem.MalformedRequest.class);
    }
  }

  @Nested
  class FromABuilderThatHasAGrant {
    private final GrantId first = granted("instagram.profile", "instagram.likes");

    private GrantId granted(String... scopes) {
      DeepLink link = world.link(scopes);
      server.receive(link);
      server.approve(link, with(Earlier.KEEP_ALL));
      return world.receipts.find(link.session()).orElseThrow().grant();
    }

    @Test
    void showsTheDifference() {
      GrantId apart = granted("youtube.subscriptions");
      DeepLink link = world.link("instagram.profile", "chatgpt.conversations");
      server.receive(link);

      var difference = server.sheet(link).difference();

      assertThat(difference.amended()).extracting(Grant::id).containsExactly(first);
      assertThat(difference.others()).extracting(Grant::id).containsExactly(apart);
      assertThat(difference.added()).isEqualTo(patterns("chatgpt.conversations"));
      assertThat(difference.kept()).isEqualTo(patterns("instagram.profile"));
      assertThat(difference.dropped()).isEqualTo(patterns("instagram.likes"));
      assertThat(server.sheet(link).text())
          .contains("New would be: chatgpt.conversations.")
          .contains("Not asked for any more: instagram.likes.");
    }

    @Test
    void endsTheAmendedGrantAndLeavesTheOthers() {
      GrantId apart = granted("youtube.subscriptions");
      DeepLink link = world.link("instagram.profile");
      server.receive(link);

      server.approve(link, all());

      assertThat(world.live()).extracting(Grant::id).doesNotContain(first).contains(apart);
      assertThat(world.live()).hasSize(2);
      assertThat(world.revocations.unconfirmed()).isEmpty();
      assertThat(world.grants.find(first).orElseThrow().revokedAt()).isPresent();
    }

    @Test
    void endsAllOrNoneWhenTheOwnerSaysSo() {
      granted("youtube.subscriptions");
      DeepLink keeping = world.link("instagram.profile");
      server.receive(keeping);
      server.approve(keeping, with(Earlier.KEEP_ALL));
      assertThat(world.live()).hasSize(3);

      DeepLink replacing = world.link("chatgpt.conversations");
      server.receive(replacing);
      server.approve(replacing, with(Earlier.REPLACE_ALL));

      assertThat(world.live()).hasSize(1);
    }

    @Test
    void endsTheOldOneOnlyWhenTheRelayKnowsTheNewOne() {
      DeepLink link = world.link("instagram.profile");
      var cutOff =
          world.server(world.ports().with(outOfReach(SessionRelay.class, world.relay, "claim")));
      cutOff.receive(link);
      cutOff.approve(link, all());

      assertThat(world.live()).extracting(Grant::id).contains(first).hasSize(2);

      server.finish().runOnce();
      assertThat(world.live()).extracting(Grant::id).doesNotContain(first).hasSize(1);
    }

    @Test
    void keepsTheOldOneWhenTheNewOneIsTakenBack() {
      DeepLink link = world.link("instagram.profile");
      var cutOff =
          world.server(world.ports().with(outOfReach(SessionRelay.class, world.relay, "claim")));
      cutOff.receive(link);
      cutOff.approve(link, all());
      world.wait(Duration.ofMinutes(15));

      server.finish().runOnce();

      assertThat(world.status(link)).isEqualTo("failed");
      assertThat(world.live()).extracting(Grant::id).containsExactly(first);
    }
  }

  @Nested
  class WhileSomethingCannotBeReached {
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
              State.Failed.class,
              state -> assertThat(state.reason()).contains("expired", "revoked"));
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

  @Nested
  class ByPolling {
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
      assertThat(answered(new Problem.ServerNotRegistered(SERVER)))
          .isEqualTo(Outcome.NOT_REGISTERED);
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

  @Nested
  class WithRules {
    private io.freehold.domain.connect.AutoApproval rule(int uses, String... scopes) {
      return server
          .addRule()
          .add(
              theOwner(),
              new AddAutoApproval.Draft(
                  BUILDER,
                  patterns(scopes),
                  Optional.of(Duration.ofDays(7)),
                  NOW.plus(Duration.ofDays(1)),
                  uses));
    }

    @Test
    void agreesWithoutAskingAndSaysByWhichRule() {
      var rule = rule(1, "instagram.*");

      ConnectRequest request = server.receive(world.link("instagram.profile"));

      assertThat(request.status()).isEqualTo("approved");
      assertThat(world.live().getFirst().terms().expiresAt())
          .isEqualTo(NOW.plus(Duration.ofDays(7)));
      assertThat(world.receipts.latest(BUILDER).orElseThrow().consent().by())
          .isEqualTo(new Consent.By.Rule(rule.id()));
      assertThat(world.rules.all().getFirst().usesLeft()).isZero();
    }

    @Test
    void asksTheOwnerForAnythingBeyondTheRule() {
      rule(5, "instagram.profile");

      for (String beyond : List.of("instagram.*", "instagram.likes", "*")) {
        assertThat(server.receive(world.link(beyond)).status()).isEqualTo("waiting");
      }
      assertThat(server.receive(world.link("instagram.profile", "instagram.likes")).status())
          .isEqualTo("waiting");
      assertThat(world.rules.all().getFirst().usesLeft()).isEqualTo(5);
    }

    @Test
    void asksTheOwnerOnceTheUsesAreSpent() {
      rule(1, "instagram.*");
      server.receive(world.link("instagram.profile"));

      assertThat(server.receive(world.link("instagram.profile")).status()).isEqualTo("waiting");
    }

    @Test
    void asksTheOwnerOnceTheRuleIsOverOrRevoked() {
      var rule = rule(5, "instagram.*");
      world.wait(Duration.ofDays(1).minusNanos(1));
      assertThat(server.receive(world.link("instagram.profile")).status()).isEqualTo("approved");
      world.wait(Duration.ofNanos(1));
      assertThat(server.receive(world.link("instagram.profile")).status()).isEqualTo("waiting");

      var other = rule(5, "chatgpt.*");
      server.revokeRule().revoke(theOwner(), other.id());
      assertThat(server.receive(world.link("chatgpt.conversations")).status()).isEqualTo("waiting");
      assertRefused(
          () -> server.revokeRule().revoke(theOwner(), other.id()), Problem.RecordNotFound.class);
      assertThat(rule.id()).isNotEqualTo(other.id());
    }

    /// Threat T18.
    @Test
    void asksTheOwnerWhenTheAppPublishesSomethingElseThanBefore() {
      rule(5, "instagram.*");
      assertThat(server.receive(world.link("instagram.profile")).status()).isEqualTo("approved");
      world.manifests.publish(
          Cast.APP_URL, SampleManifest.aManifest().named("Your Bank").manifest());

      assertThat(server.receive(world.link("instagram.profile")).status()).isEqualTo("waiting");
    }

    @Test
    void endsNoGrant() {
      DeepLink byHand = world.link("instagram.*");
      server.receive(byHand);
      server.approve(byHand, all());
      rule(5, "instagram.*");

      server.receive(world.link("instagram.profile"));

      assertThat(world.live()).hasSize(2);
    }

    @Test
    void keepsNoMoreRulesThanItMay() {
      rule(1, "instagram.*");
      var second = rule(1, "chatgpt.*");
      assertRefused(() -> rule(1, "youtube.*"), Problem.MalformedRequest.class);

      server.revokeRule().revoke(theOwner(), second.id());
      rule(1, "youtube.*");
    }

    @Test
    void isForRegisteredBuildersOnly() {
      assertRefused(
          () ->
              server
                  .addRule()
                  .add(
                      theOwner(),
                      new AddAutoApproval.Draft(
                          STRANGER, patterns("*"), Optional.empty(), NOW.plusSeconds(1), 1)),
          Problem.BuilderNotRegistered.class);
    }
  }

  /// Passes everything on.
  private static class SessionRelayOf implements SessionRelay {
    private final SessionRelay target;

    SessionRelayOf(SessionRelay target) {
      this.target = target;
    }

    @Override
    public ClaimedSession claim(SessionId session, Secret secret) {
      return target.claim(session, secret);
    }

    @Override
    public List<SessionId> waiting() {
      return target.waiting();
    }

    @Override
    public ClaimedSession claimWaiting(SessionId session) {
      return target.claimWaiting(session);
    }

    @Override
    public void approve(SessionId session, Secret secret, SessionGrant grant) {
      target.approve(session, secret, grant);
    }

    @Override
    public void deny(SessionId session, Secret secret, Optional<String> reason) {
      target.deny(session, secret, reason);
    }
  }

  /// Passes everything on.
  private static class GrantsOf implements Grants {
    private final Grants target;

    GrantsOf(Grants target) {
      this.target = target;
    }

    @Override
    public Optional<SignedGrant> find(GrantId id) {
      return target.find(id);
    }

    @Override
    public List<SignedGrant> grantedBy(Address grantor) {
      return target.grantedBy(grantor);
    }

    @Override
    public List<SignedGrant> grantedTo(Address grantor, Address grantee) {
      return target.grantedTo(grantor, grantee);
    }

    @Override
    public GrantId create(GrantTerms terms, Builder grantee) {
      return target.create(terms, grantee);
    }

    @Override
    public void revoke(GrantId id, Address grantor) {
      target.revoke(id, grantor);
    }
  }
}
