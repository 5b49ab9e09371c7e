package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderReadsDataIT {
  private static final String PROFILE = "/v1/data/instagram.profile";
  private static final String ALICE = "{\"username\":\"alice\",\"followers\":1234}";

  @TempDir private Path home;

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.withEverybodyRegistered(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void getsTheStoredFileByteForByteUnderAGrant() {
    String payload =
        "{ \"username\" : \"alice\", \"followers\": 1234, \"ratio\": 1.10, \"big\":12345678901234567890 }";
    String collectedAt = server.ingest("instagram.profile", payload);
    String grant = server.grant(0, "instagram.profile");

    Answer answer = server.builderWith(grant).get(PROFILE);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .endsWith(
            "\"version\":\"1.0\",\"scope\":\"instagram.profile\",\"collectedAt\":\"%s\",\"data\":%s}"
                .formatted(collectedAt, payload))
        .startsWith("{\"$schema\":\"ipfs://");
    assertThat(answer.etag()).matches("\"[0-9a-f]{64}\"");
  }

  @Test
  void mayAskForAVersionOfThePast() {
    String first = server.ingest("instagram.profile", ALICE);
    server.ingest("instagram.profile", "{\"username\":\"alice\",\"followers\":1}");
    String grant = server.grant(0, "instagram.*");

    Answer answer = server.builderWith(grant).get(PROFILE + "?at=" + first.replace(":", "%3A"));

    assertThat(answer.json().path("data").path("followers").asInt()).isEqualTo(1234);
    assertThat(server.builderWith(grant).get(PROFILE + "?at=2001-01-01T00%3A00%3A00Z").status())
        .isEqualTo(404);
  }

  @Test
  void isRefusedInTheOrderThatTellsStrangersNothing() {
    server.ingest("instagram.profile", ALICE);
    String grant = server.grant(0, "instagram.profile");
    String revoked = server.grantThatExpired("instagram.profile");
    server.owner().delete("/v1/grants/" + revoked);
    var other = server.stranger();

    assertRefused(server.anybody().get(PROFILE), 401, "MISSING_AUTH");
    assertRefused(server.signedWith(other, grant).get(PROFILE), 401, "UNREGISTERED_BUILDER");
    server.registerBuilder(other);
    assertRefused(server.signedWith(other, revoked).get(PROFILE), 403, "GRANT_REQUIRED");
    assertRefused(server.builder().get(PROFILE), 403, "GRANT_REQUIRED");
    assertRefused(server.builderWith("0x" + "00".repeat(32)).get(PROFILE), 403, "GRANT_REQUIRED");
    assertRefused(server.builderWith(revoked).get(PROFILE), 410, "GRANT_REVOKED");
    assertRefused(server.builderWith(grant).get("/v1/data/instagram.posts"), 412, "SCOPE_MISMATCH");
  }

  @Test
  void isRefusedWhenTheGrantIsExpired() {
    server.ingest("instagram.profile", ALICE);
    String expired = server.grantThatExpired("instagram.profile");

    assertRefused(server.builderWith(expired).get(PROFILE), 411, "GRANT_EXPIRED");
  }

  @Test
  void isNotFoundWhereAGrantedScopeHasNoData() {
    String grant = server.grant(0, "instagram.profile");

    assertRefused(server.builderWith(grant).get(PROFILE), 404, "NOT_FOUND");
  }

  @Test
  void mayNotDoWhatIsTheOwners() {
    server.ingest("instagram.profile", ALICE);

    assertRefused(server.builder().post(PROFILE, ALICE), 403, "NOT_OWNER");
    assertRefused(server.builder().delete(PROFILE), 403, "NOT_OWNER");
    assertRefused(server.builder().get("/v1/grants"), 403, "NOT_OWNER");
    assertRefused(server.builder().get("/v1/access-logs"), 403, "NOT_OWNER");
    assertThat(server.owner().get(PROFILE).status()).isEqualTo(200);
  }

  @Test
  void seesInListingsOnlyWhatIsGrantedToIt() {
    server.ingest("instagram.profile", ALICE);
    server.ingest("chatgpt.conversations", "{\"conversations\":[]}");
    assertThat(server.builder().get("/v1/data").json().path("total").asInt()).isZero();

    server.grant(0, "instagram.profile");

    assertThat(server.builder().get("/v1/data").json().path("scopes").findValuesAsText("scope"))
        .containsExactly("instagram.profile");
    assertThat(
            server
                .builder()
                .get("/v1/data/chatgpt.conversations/versions")
                .json()
                .path("total")
                .asInt())
        .isZero();
    assertThat(server.owner().get("/v1/data").json().path("total").asInt()).isEqualTo(2);
  }

  @Test
  void leavesALineInTheLogForEveryAnswer() {
    server.ingest("instagram.profile", ALICE);
    String grant = server.grant(0, "instagram.profile");
    server.builderWith(grant).get(PROFILE);
    server.anybody().get(PROFILE);

    var logs = server.owner().get("/v1/access-logs?limit=10").json();

    assertThat(logs.path("logs").findValuesAsText("outcome"))
        .containsSubsequence("MISSING_AUTH", "ok", "ok", "ok");
    assertThat(logs.path("logs").get(1).path("grantId").asText()).isEqualTo(grant);
    assertThat(logs.path("logs").get(1).path("action").asText()).isEqualTo("read");
    var report = server.owner().get("/v1/access-logs/verify").json();
    assertThat(report.path("valid").asBoolean()).isTrue();
  }

  @Test
  void everythingIsStillThereAfterARestart() {
    server.ingest("instagram.profile", ALICE);
    String grant = server.grant(0, "instagram.profile");
    String revoked = server.grant(0, "instagram.*");
    server.owner().delete("/v1/grants/" + revoked);
    var token = server.token();
    server.close();

    server = RunningServer.at(home);

    assertThat(server.builderWith(grant).get(PROFILE).status()).isEqualTo(200);
    assertRefused(server.builderWith(revoked).get(PROFILE), 410, "GRANT_REVOKED");
    assertThat(server.anybody().as(new Credential.Bearer(token)).get(PROFILE).status())
        .isEqualTo(200);
    assertThat(server.owner().get("/v1/access-logs/verify").json().path("valid").asBoolean())
        .isTrue();
  }

  @Test
  void aSignedWriteIsGoodOnceEvenAcrossARestart() {
    byte[] body = ALICE.getBytes(StandardCharsets.UTF_8);
    String header =
        new RequestSigner(server.owner, InstantSource.system())
            .header("https://ps.example.com", "POST", PROFILE, body);
    server.close();
    var settings = Map.of("FREEHOLD_SERVER_ORIGINS", "https://ps.example.com");
    server = RunningServer.at(home, settings);
    var captured = new Credential.Header(header);
    String fresh =
        new RequestSigner(server.owner, InstantSource.system())
            .header("https://ps.example.com", "POST", PROFILE, body);

    assertThat(server.anybody().as(new Credential.Header(fresh)).post(PROFILE, body).status())
        .isEqualTo(201);
    assertThat(server.anybody().as(new Credential.Header(fresh)).post(PROFILE, body).status())
        .isEqualTo(401);
    server.close();
    server = RunningServer.at(home, settings);

    assertThat(server.anybody().as(new Credential.Header(fresh)).post(PROFILE, body).status())
        .isEqualTo(401);
    assertThat(server.anybody().as(captured).post(PROFILE, body).status()).isEqualTo(401);
    assertThat(server.owner().get(PROFILE + "/versions").json().path("total").asInt()).isEqualTo(1);
  }

  /// A signer's clock may be ahead by a minute, so that what it signed is younger than the start.
  @Test
  void aWriteThatWasSignedAheadIsGoodOnceEvenAcrossARestart() {
    byte[] body = ALICE.getBytes(StandardCharsets.UTF_8);
    server.close();
    var settings = Map.of("FREEHOLD_SERVER_ORIGINS", "https://ps.example.com");
    server = RunningServer.at(home, settings);
    String ahead =
        new RequestSigner(server.owner, () -> Instant.now().plusSeconds(50))
            .header("https://ps.example.com", "POST", PROFILE, body);
    var captured = new Credential.Header(ahead);
    assertThat(server.anybody().as(captured).post(PROFILE, body).status()).isEqualTo(201);

    server.close();
    server = RunningServer.at(home, settings);

    assertThat(server.anybody().as(captured).post(PROFILE, body).status()).isEqualTo(401);
    assertThat(server.owner().get(PROFILE + "/versions").json().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void anIdempotencyKeyMakesTwoWritesOne() {
    Map<String, String> key = Map.of("Idempotency-Key", "k-1");
    byte[] body = ALICE.getBytes(StandardCharsets.UTF_8);

    var first = server.owner().send("POST", PROFILE + "", body, key);
    var token = new Credential.Bearer(server.token());
    var second = server.anybody().as(token).send("POST", PROFILE, body, key);
    var other =
        server
            .anybody()
            .as(token)
            .send("POST", PROFILE, "{\"username\":\"bob\"}".getBytes(StandardCharsets.UTF_8), key);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.json().path("collectedAt")).isEqualTo(first.json().path("collectedAt"));
    assertRefused(other, 422, "IDEMPOTENCY_CONFLICT");
    assertThat(server.owner().get(PROFILE + "/versions").json().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void aPayloadThatDoesNotFitItsSchemaIsRefusedWithPointers() {
    Answer answer = server.owner().post(PROFILE, "{\"username\":7}");

    assertRefused(answer, 400, "SCHEMA_VIOLATION");
    assertThat(
            answer
                .json()
                .path("error")
                .path("details")
                .path("violations")
                .get(0)
                .path("pointer")
                .asText())
        .isEqualTo("/username");
    assertRefused(server.owner().post("/v1/data/nobody.knows", "{}"), 400, "NO_SCHEMA");
  }

  private static void assertRefused(Answer answer, int status, String errorCode) {
    assertThat(answer.status() + " " + answer.errorCode()).isEqualTo(status + " " + errorCode);
    assertThat(answer.json().path("error").path("code").asInt()).isEqualTo(status);
  }
}
