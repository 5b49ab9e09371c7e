package io.freehold.application.connect;

import static io.freehold.application.connect.ConnectWorld.frozen;
import static io.freehold.application.connect.ConnectWorld.only;
import static io.freehold.application.connect.ConnectWorld.patterns;
import static io.freehold.application.testing.Cast.CONVERSATIONS;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Problem;
import io.freehold.domain.connect.Choice;
import io.freehold.domain.connect.Choice.Earlier;
import io.freehold.domain.connect.Choice.Reach;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.grant.ScopePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The owner agrees to less than was asked for, for a time, or to what exists now (threat T16).
class ConsentChoiceTest {
  private final ConnectWorld world = new ConnectWorld();
  private final ConnectWorld.Server server = world.server();

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
