package io.freehold.application.connect;

import static io.freehold.application.connect.ConnectWorld.all;
import static io.freehold.application.connect.ConnectWorld.outOfReach;
import static io.freehold.application.connect.ConnectWorld.patterns;
import static io.freehold.application.connect.ConnectWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.SessionRelay;
import io.freehold.domain.GrantId;
import io.freehold.domain.connect.Choice.Earlier;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.grant.Grant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What becomes of the grants that a builder had before it asks again.
class EarlierGrantsTest {
  private final ConnectWorld world = new ConnectWorld();
  private final ConnectWorld.Server server = world.server();

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
