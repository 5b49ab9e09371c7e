package io.freehold.application.connect;

import static io.freehold.application.connect.ConnectWorld.all;
import static io.freehold.application.connect.ConnectWorld.patterns;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleManifest;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.AutoApproval;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.DeepLink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Rules of the owner that agree in advance, and never to more than they say.
class AutoApprovalTest {
  private final ConnectWorld world = new ConnectWorld();
  private final ConnectWorld.Server server = world.server();

  private AutoApproval rule(int uses, String... scopes) {
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
    assertThat(world.live().getFirst().terms().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
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
    world.manifests.publish(Cast.APP_URL, SampleManifest.aManifest().named("Your Bank").manifest());

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
