package io.freehold.builder.data;

import static io.freehold.builder.StubServer.bytes;
import static io.freehold.builder.StubServer.cut;
import static io.freehold.builder.StubServer.json;
import static io.freehold.builder.StubServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freehold.builder.BuilderClient;
import io.freehold.builder.StubServer;
import io.freehold.builder.StubServer.Received;
import io.freehold.builder.StubServer.Saying;
import io.freehold.builder.TestClients;
import io.freehold.builder.TestKeys;
import io.freehold.builder.connect.ApprovedGrant;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import io.freehold.builder.http.AddressRules;
import io.freehold.builder.http.ClientLimits;
import io.freehold.builder.json.Json;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.Version;
import io.freehold.domain.grant.ScopePattern;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantedDataTest {
  private static final Scope PROFILE = new Scope("instagram.profile");
  private static final String PATH = "/v1/data/instagram.profile";
  private static final String SERVER_RECORD = "/v1/servers/" + TestKeys.OWNER.address();
  private static final byte[] BODY = someBytes(300_000);
  private static final String ETAG = "\"" + "5".repeat(64) + "\"";
  private static final ApprovedGrant GRANT =
      new ApprovedGrant(
          new GrantId("0x" + "11".repeat(32)),
          TestKeys.OWNER.address(),
          TestKeys.BUILDER.address(),
          List.of(new ScopePattern("instagram.*")),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final StubServer stub = new StubServer();
  private final TestClients clients = new TestClients();
  private final BuilderClient client = clients.at(stub.url()).build();

  @BeforeEach
  void register() {
    stub.on(SERVER_RECORD, server(stub));
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void readsTheVeryBytesUnderTheGrant() {
    stub.on(PATH, ok(BODY));

    Document document = client.data(GRANT).read(PROFILE);

    assertThat(document.etag()).contains(ETAG);
    assertThat(document.sizeBytes()).hasValue(BODY.length);
    assertThat(document.bytes()).isEqualTo(BODY);
    Json claims = claims(stub.last());
    assertThat(claims.text("grantId")).contains(GRANT.grantId().value());
    assertThat(claims.text("uri")).contains(PATH);
    assertThat(claims.text("aud")).contains(stub.url().toString());
    assertThat(claims.text("method")).contains("GET");
  }

  @Test
  void asksForVersionsByAQueryThatIsSigned() {
    stub.on(PATH, ok(BODY));
    var file = new FileId("0x" + "66".repeat(32));
    var time = new Version.AsOf(CollectedAt.parse("2026-01-21T10:00:00Z"));

    client.data(GRANT).read(PROFILE, time).close();
    assertThat(stub.last().target()).isEqualTo(PATH + "?at=2026-01-21T10%3A00%3A00Z");
    assertThat(claims(stub.last()).text("uri")).contains(stub.last().target());

    client.data(GRANT).readAsync(PROFILE, new Version.ByFileId(file)).join().close();
    assertThat(stub.last().target()).isEqualTo(PATH + "?fileId=" + file);
    assertThat(claims(stub.last()).text("uri")).contains(stub.last().target());
  }

  @Test
  void asksForTheAddressOnce() {
    stub.on(PATH, ok(BODY));
    GrantedData data = client.data(GRANT);

    data.read(PROFILE).bytes();
    data.readAsync(PROFILE).join().bytes();

    assertThat(stub.received()).map(Received::target).containsExactly(SERVER_RECORD, PATH, PATH);
  }

  @Test
  void findsAServerThatMoved() {
    GrantedData data = client.data(GRANT);
    stub.on(PATH, ok(BODY));
    try (StubServer first = new StubServer()) {
      first.on(PATH, ok(BODY));
      stub.on(SERVER_RECORD, server(first), server(stub));
      data.read(PROFILE).bytes();
      assertThat(first.received()).hasSize(1);
    }

    assertThat(data.read(PROFILE).bytes()).isEqualTo(BODY);
    assertThat(stub.last().target()).isEqualTo(PATH);
  }

  @Test
  void asksForWhatIsNew() {
    stub.on(
        PATH,
        bytes(304, new byte[0], Map.of("ETag", ETAG)),
        ok(BODY),
        refusal(410, "GRANT_REVOKED"));
    GrantedData data = client.data(GRANT);

    assertThat(data.readIfChanged(PROFILE, ETAG)).isEqualTo(new Reading.NotModified(ETAG));
    assertThat(stub.last().header("If-None-Match")).isEqualTo(ETAG);
    assertThat(data.readIfChangedAsync(PROFILE, "\"old\"").join())
        .isInstanceOfSatisfying(
            Reading.Changed.class,
            changed -> assertThat(changed.document().bytes()).isEqualTo(BODY));
    assertFails(Failure.GrantRevoked.class, () -> data.readIfChanged(PROFILE, ETAG));
  }

  @Test
  void listsScopesAndVersionsWithoutNamingAGrant() {
    String fileId = "0x" + "66".repeat(32);
    stub.on(
        "/v1/data",
        json(
            200,
            "{\"scopes\":[{\"scope\":\"instagram.profile\",\"latestCollectedAt\":\"2026-01-21T10:00:00Z\",\"versionCount\":3}],\"total\":7,\"limit\":1,\"offset\":2}"));
    stub.on(
        PATH + "/versions",
        json(
            200,
            "{\"scope\":\"instagram.profile\",\"versions\":[{\"fileId\":null,\"collectedAt\":\"2026-01-21T10:00:00.001Z\"},{\"fileId\":\"%s\",\"collectedAt\":\"2026-01-21T10:00:00Z\"}],\"total\":2}"
                .formatted(fileId)));
    GrantedData data = client.data(GRANT);

    var scopes = data.scopes(new ScopePrefix("instagram."), new Page(1, 2));
    assertThat(scopes.total()).isEqualTo(7);
    assertThat(scopes.items())
        .containsExactly(
            new ScopeListing.Item(PROFILE, CollectedAt.parse("2026-01-21T10:00:00Z"), 3));
    assertThat(stub.last().target()).isEqualTo("/v1/data?scopePrefix=instagram.&limit=1&offset=2");
    assertThat(claims(stub.last()).text("uri")).contains(stub.last().target());
    assertThat(claims(stub.last()).find("grantId")).isEmpty();

    assertThat(data.versionsAsync(PROFILE).join().items())
        .map(VersionListing.Item::fileId)
        .containsExactly(Optional.empty(), Optional.of(new FileId(fileId)));
    assertThat(data.scopesAsync().join().items()).hasSize(1);
  }

  @Test
  void resumesFromWhereTheLineBroke() {
    stub.on(
        PATH,
        cut(200, BODY, 100_000, Map.of("ETag", ETAG)),
        exchange -> {
          int from = from(exchange.getRequestHeaders().getFirst("Range"));
          byte[] rest = Arrays.copyOfRange(BODY, from, BODY.length);
          String range = "bytes %d-%d/%d".formatted(from, BODY.length - 1, BODY.length);
          bytes(206, rest, Map.of("ETag", ETAG, "Content-Range", range)).to(exchange);
        });

    assertThat(client.data(GRANT).read(PROFILE).bytes()).isEqualTo(BODY);
    assertThat(from(stub.last().header("Range"))).isBetween(1, 100_000);
    assertThat(stub.last().header("If-Range")).isEqualTo(ETAG);
  }

  @Test
  void resumesAtAServerThatKnowsNoRanges() {
    stub.on(
        PATH,
        cut(200, BODY, 100_000, Map.of("ETag", ETAG)),
        cut(200, BODY, 50_000, Map.of("ETag", ETAG)),
        cut(200, BODY, 200_000, Map.of("ETag", ETAG)),
        ok(BODY));

    assertThat(client.data(GRANT).read(PROFILE).bytes()).isEqualTo(BODY);
    assertThat(stub.received()).hasSize(5);
  }

  @Test
  void doesNotGlueTwoVersionsTogether() {
    stub.on(
        PATH,
        cut(200, BODY, 100_000, Map.of("ETag", ETAG)),
        bytes(200, someBytes(300_001), Map.of("ETag", "\"other\"")));

    Document document = client.data(GRANT).read(PROFILE);

    assertFails(Failure.ChangedMeanwhile.class, document::bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "W/\"weak\""})
  void doesNotResumeWhatHasNoStrongName(String etag) {
    Map<String, String> headers = etag.isEmpty() ? Map.of() : Map.of("ETag", etag);
    stub.on(PATH, cut(200, BODY, 100_000, headers), bytes(200, BODY, headers));

    assertFails(Failure.Unreachable.class, client.data(GRANT).read(PROFILE)::bytes);
  }

  @Test
  void doesNotBelieveARangeWithAHole() {
    stub.on(
        PATH,
        cut(200, BODY, 100_000, Map.of("ETag", ETAG)),
        bytes(
            206,
            Arrays.copyOfRange(BODY, 200_000, BODY.length),
            Map.of("ETag", ETAG, "Content-Range", "bytes 200000-299999/300000")));

    assertFails(Failure.Unreadable.class, client.data(GRANT).read(PROFILE)::bytes);
  }

  @Test
  void givesUpOnALineThatBreaksAgainAndAgain() {
    stub.on(PATH, cut(200, BODY, 10, Map.of("ETag", ETAG)));

    assertFails(Failure.Unreachable.class, client.data(GRANT).read(PROFILE)::bytes);
    assertThat(stub.received()).hasSizeLessThan(20);
  }

  @Test
  void streamsFailuresAsTheyCome() {
    stub.on(PATH, cut(200, BODY, 100, Map.of("ETag", ETAG)), refusal(410, "GRANT_REVOKED"));

    try (Document document = client.data(GRANT).read(PROFILE)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> document.stream().readAllBytes())
          .withCauseInstanceOf(FailureException.class)
          .withMessageContaining("GRANT_REVOKED");
    }
  }

  @Test
  void doesNotWaitForEverForAServerThatFellSilent() {
    BuilderClient hasty =
        clients
            .at(stub.url())
            .limits(
                ClientLimits.STANDARD
                    .withTimeouts(Duration.ofSeconds(20), Duration.ofMillis(100))
                    .withAttemptsMax(1))
            .build();
    stub.on(PATH, stub.silence(BODY, 10));

    assertFails(Failure.TimedOut.class, hasty.data(GRANT).read(PROFILE)::bytes);
  }

  @Test
  void keepsDocumentsInMemoryWithinTheirBound() {
    byte[] edge = someBytes(1000);
    stub.on(PATH, ok(edge));
    assertThat(bounded(1000).data(GRANT).read(PROFILE).bytes()).isEqualTo(edge);

    assertFails(Failure.TooLarge.class, bounded(999).data(GRANT).read(PROFILE)::bytes);
  }

  private BuilderClient bounded(int bytes) {
    return clients.at(stub.url()).limits(ClientLimits.STANDARD.withDocumentBytesMax(bytes)).build();
  }

  @Test
  void doesNotGoWhereverAnOwnerPointsTo() {
    stub.on(PATH, ok(BODY));
    BuilderClient careful = clients.at(stub.url()).addresses(AddressRules.PUBLIC).build();

    assertFails(Failure.AddressRefused.class, () -> careful.data(GRANT).read(PROFILE));
    assertThat(stub.received()).map(Received::target).containsExactly(SERVER_RECORD);
  }

  @Test
  void doesNotFollowRedirects() {
    stub.on(PATH, json(302, "{}", Map.of("Location", stub.url() + "/elsewhere")));
    stub.on("/elsewhere", ok(BODY));

    assertFails(Failure.Other.class, () -> client.data(GRANT).read(PROFILE));
    assertThat(stub.received()).map(Received::target).doesNotContain("/elsewhere");
  }

  @Test
  void saysThatThereIsNoSuchData() {
    stub.on(
        PATH, refusal(404, "NOT_FOUND"), json(404, "{\"error\":\"NOT_FOUND\",\"message\":\"x\"}"));

    assertFails(Failure.DataNotFound.class, () -> client.data(GRANT).read(PROFILE));
    assertFails(Failure.DataNotFound.class, () -> client.data(GRANT).read(PROFILE));
  }

  private static <F extends Failure> void assertFails(Class<F> type, Runnable act) {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(act::run)
        .satisfies(e -> assertThat(e.failure()).isInstanceOf(type));
  }

  private static int from(String range) {
    return Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
  }

  private static Saying ok(byte[] body) {
    return bytes(200, body, Map.of("ETag", ETAG, "Content-Type", "application/json"));
  }

  private static Saying server(StubServer at) {
    return json(
        200,
        "{\"data\":{\"serverAddress\":\"%s\",\"ownerAddress\":\"%s\",\"serverUrl\":\"%s\"}}"
            .formatted(TestKeys.RELAY.address(), TestKeys.OWNER.address(), at.url()));
  }

  private static Json claims(Received request) {
    return Json.parse(
        Base64.getUrlDecoder()
            .decode(request.header("Authorization").substring(11).split("\\.")[0]));
  }

  private static byte[] someBytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
