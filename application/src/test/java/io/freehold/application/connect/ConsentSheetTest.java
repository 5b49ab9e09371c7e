package io.freehold.application.connect;

import static io.freehold.application.connect.ConnectWorld.all;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.CONVERSATIONS;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleManifest;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.Choice;
import io.freehold.domain.connect.Choice.Earlier;
import io.freehold.domain.connect.Choice.Reach;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.DeepLink;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the owner is shown before a yes, and that nothing else is agreed to (threats T16, T18).
class ConsentSheetTest {
  private final ConnectWorld world = new ConnectWorld();
  private final ConnectWorld.Server server = world.server();

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
    world.manifests.publish(Cast.APP_URL, SampleManifest.aManifest().named("Your Bank").manifest());
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
