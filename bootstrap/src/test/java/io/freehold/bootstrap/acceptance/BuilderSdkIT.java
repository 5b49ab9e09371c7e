package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freehold.builder.BuilderClient;
import io.freehold.builder.connect.ApprovedGrant;
import io.freehold.builder.data.Document;
import io.freehold.builder.data.Reading;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import io.freehold.builder.identity.BuilderKey;
import io.freehold.builder.registry.RegisteredGrant;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.GrantId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Version;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An application that uses the SDK, and a whole server.
class BuilderSdkIT {
  private static final Scope PROFILE = new Scope("instagram.profile");
  private static final String ALICE = "{\"username\":\"alice\",\"followers\":1234}";

  @TempDir private Path home;

  private RunningServer server;
  private BuilderClient client;

  @BeforeEach
  void start() {
    server = RunningServer.at(home);
    server.registerServer();
    client = client(RunningServer.BUILDER_KEY);
    client.gateway().register("https://reader.example.com");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private BuilderClient client(String key) {
    return BuilderClient.forKey(BuilderKey.of(new Secret(key)))
        .gateway(URI.create(server.url("gateway")))
        .relay(URI.create(server.url("server")))
        .allowLoopback()
        .build();
  }

  @Test
  void registersAndFindsItselfAtTheGateway() {
    var self = client.gateway().register("https://reader.example.com");

    assertThat(self.address()).isEqualTo(server.builder.address());
    assertThat(client.gateway().builder(server.owner.address())).isEmpty();
    assertThat(client.gateway().register("https://new.example.com").appUrl())
        .isEqualTo("https://new.example.com");
  }

  @Test
  void readsWhatItWasGrantedByteForByte() {
    server.ingest("instagram.profile", ALICE);
    ApprovedGrant grant = granted("instagram.profile");

    Document document = client.data(grant).read(PROFILE);

    assertThat(document.etag()).isPresent();
    assertThat(document.text())
        .isEqualTo(
            new String(
                server.builderWith(grant.grantId().value()).get("/v1/data/" + PROFILE).body(),
                java.nio.charset.StandardCharsets.UTF_8))
        .endsWith("\"data\":" + ALICE + "}");
  }

  @Test
  void seesWhatIsNew() {
    server.ingest("instagram.profile", ALICE);
    ApprovedGrant grant = granted("instagram.*");
    var data = client.data(grant);
    Document first = data.read(PROFILE);
    String known = first.etag().orElseThrow();
    first.close();

    assertThat(data.readIfChanged(PROFILE, known)).isEqualTo(new Reading.NotModified(known));
    server.ingest("instagram.profile", ALICE.replace("1234", "1235"));
    assertThat(data.readIfChanged(PROFILE, known))
        .isInstanceOfSatisfying(
            Reading.Changed.class,
            changed -> assertThat(changed.document().text()).contains("1235"));
  }

  @Test
  void listsAndReadsEarlierVersions() {
    String first = server.ingest("instagram.profile", ALICE);
    server.ingest("instagram.profile", ALICE.replace("1234", "1235"));
    var data = client.data(granted("instagram.profile"));

    assertThat(data.scopes().items())
        .map(item -> item.scope().value())
        .containsExactly("instagram.profile");
    assertThat(data.versions(PROFILE).items()).hasSize(2);
    assertThat(data.read(PROFILE, new Version.AsOf(CollectedAt.parse(first))).text())
        .contains("1234");
  }

  @Test
  void knowsEveryRefusalByItsType() {
    server.ingest("instagram.profile", ALICE);
    ApprovedGrant grant = granted("instagram.profile");
    ApprovedGrant expired = known(server.grantThatExpired("instagram.profile"));
    BuilderClient stranger = client(RunningServer.STRANGER_KEY);

    assertFails(Failure.NotRegistered.class, () -> stranger.data(grant).read(PROFILE));
    stranger.gateway().register("https://stranger.example.com");
    assertFails(Failure.GrantRequired.class, () -> stranger.data(grant).read(PROFILE));
    assertFails(Failure.GrantExpired.class, () -> client.data(expired).read(PROFILE));
    assertFails(
        Failure.ScopeNotGranted.class,
        () -> client.data(grant).read(new Scope("chatgpt.conversations")));
    assertFails(
        Failure.DataNotFound.class,
        () -> client.data(granted("chatgpt.*")).read(new Scope("chatgpt.conversations")));
    server.owner().delete("/v1/grants/" + grant.grantId());
    assertFails(Failure.GrantRevoked.class, () -> client.data(grant).read(PROFILE));
  }

  @Test
  void tellsWhatTheGatewayKnowsOfAGrant() {
    ApprovedGrant grant = granted("instagram.profile");

    RegisteredGrant live = client.gateway().grant(grant.grantId());
    server.owner().delete("/v1/grants/" + grant.grantId());

    assertThat(live.grantee()).contains(server.builder.address());
    assertThat(live.scopes()).containsExactlyElementsOf(grant.scopes());
    assertThat(live.isLive(Instant.now())).isTrue();
    assertThat(client.gateway().grant(grant.grantId()).isLive(Instant.now())).isFalse();
  }

  private ApprovedGrant granted(String scope) {
    return known(server.grant(0, scope), scope);
  }

  private ApprovedGrant known(String grantId) {
    return known(grantId, "instagram.profile");
  }

  private ApprovedGrant known(String grantId, String scope) {
    return new ApprovedGrant(
        new GrantId(grantId),
        server.owner.address(),
        server.builder.address(),
        List.of(new ScopePattern(scope)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void assertFails(Class<? extends Failure> type, Runnable act) {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(act::run)
        .satisfies(e -> {
          assertThat(e.failure()).isInstanceOf(type);
          assertThat(e.failure().code()).isBetween(400, 499);
        });
  }
}
