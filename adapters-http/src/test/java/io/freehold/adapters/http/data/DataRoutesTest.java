package io.freehold.adapters.http.data;

import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.aGrant;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.RemoteCopies;
import io.freehold.application.testing.StubSchema;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.schema.SchemaPolicy;
import io.freehold.domain.schema.Violation;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DataRoutesTest {
  private static final String PROFILE_PATH = "/v1/data/instagram.profile";
  private static final String ENVELOPE =
      "{\"version\":\"1.0\",\"scope\":\"instagram.profile\","
          + "\"collectedAt\":\"2026-02-02T02:40:00Z\",\"data\":%s}";

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer ingest(String json) {
    return Ask.post(PROFILE_PATH, json).byTheOwner().to(server);
  }

  private GrantId granted(SignedGrant grant) {
    server.grants.add(grant);
    return grant.id();
  }

  @Nested
  class Ingest {
    @Test
    void acknowledgesANewVersion() {
      server.start();

      Answer answer = ingest("{\"username\":\"alice\"}");

      assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 201 Created");
      assertThat(answer.text())
          .isEqualTo(
              "{\"scope\":\"instagram.profile\",\"collectedAt\":\"2026-02-02T02:40:00Z\","
                  + "\"status\":\"stored\"}");
    }

    @Test
    void keepsTheBytesOfThePayload() {
      server.start();
      String payload =
          "{ \"n\":12345678901234567890, \"m\":1.10,\"x\":1e400 , \"u\":\"\\u00e9é\" }";

      ingest(payload);

      assertThat(Ask.get(PROFILE_PATH).byTheOwner().to(server).text())
          .isEqualTo(ENVELOPE.formatted(payload));
    }

    @Test
    void takesABodyWithoutAMediaTypeForJson() {
      server.start();

      assertThat(ingest("{}").status()).isEqualTo(201);
      assertThat(
              Ask.post(PROFILE_PATH, "{}")
                  .header("Content-Type", "application/json; charset=utf-8")
                  .byTheOwner()
                  .to(server)
                  .status())
          .isEqualTo(201);
    }

    @Test
    void refusesOtherMediaTypes() {
      server.start();

      Answer answer =
          Ask.post(PROFILE_PATH, "{}")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .byTheOwner()
              .to(server);

      assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 415 Unsupported Media Type");
      assertThat(answer.errorCode()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void refusesWhatIsNoObjectWithoutRepeatingIt() {
      server.start();

      for (String body : new String[] {"[\"geheim\"]", "\"geheim\"", "{\"geheim\":}", "geheim"}) {
        Answer answer = ingest(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("INVALID_BODY");
        assertThat(answer.text()).doesNotContain("geheim").contains("line 1, column");
      }
    }

    @Test
    void refusesAScopeThatIsNone() {
      server.start();

      Answer answer = Ask.post("/v1/data/Instagram", "{}").byTheOwner().to(server);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.errorCode()).isEqualTo("INVALID_SCOPE");
    }

    @Test
    void isReservedToTheOwner() {
      server.start();

      Answer answer = Ask.post(PROFILE_PATH, "{}").byTheBuilder().to(server);

      assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 403 Forbidden");
      assertThat(answer.errorCode()).isEqualTo("NOT_OWNER");
    }

    @Test
    void sameKeyIsTheSameWrite() {
      server.start();

      Answer first =
          Ask.post(PROFILE_PATH, "{}").header("Idempotency-Key", "k1").byTheOwner().to(server);
      server.clock.advance(Duration.ofSeconds(1));
      Answer again =
          Ask.post(PROFILE_PATH, "{}").header("Idempotency-Key", "k1").byTheOwner().to(server);
      Answer other =
          Ask.post(PROFILE_PATH, "{\"a\":1}")
              .header("Idempotency-Key", "k1")
              .byTheOwner()
              .to(server);

      assertThat(again.status()).isEqualTo(201);
      assertThat(again.text()).isEqualTo(first.text());
      assertThat(other.statusLine()).isEqualTo("HTTP/1.1 422 Unprocessable Content");
      assertThat(other.errorCode()).isEqualTo("IDEMPOTENCY_CONFLICT");
    }

    @Test
    void refusesAKeyThatIsNone() {
      server.start();

      Answer answer =
          Ask.post(PROFILE_PATH, "{}")
              .header("Idempotency-Key", "two words")
              .byTheOwner()
              .to(server);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.errorCode()).isEqualTo("INVALID_HEADER");
    }

    @Test
    void refusesAKeyThatIsGivenTwice() {
      server.start();

      Answer answer =
          Ask.post(PROFILE_PATH, "{}")
              .header("Idempotency-Key", "k1")
              .header("Idempotency-Key", "k2")
              .byTheOwner()
              .to(server);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.errorCode()).isEqualTo("INVALID_HEADER");
    }

    @Test
    void asksForASchemaWhenThePolicyIsStrict() {
      server.policy = SchemaPolicy.STRICT;
      server.start();

      Answer answer = ingest("{}");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.errorCode()).isEqualTo("NO_SCHEMA");
    }

    @Test
    void listsWhatDoesNotFitTheSchema() {
      server.policy = SchemaPolicy.STRICT;
      server.schemas.add(PROFILE, StubSchema.finding(new Violation("/username", "is missing")));
      server.start();

      JsonObject error = ingest("{}").json().getJsonObject("error");

      assertThat(error.getString("errorCode")).isEqualTo("SCHEMA_VIOLATION");
      assertThat(error.getJsonObject("details").getJsonArray("violations").encode())
          .isEqualTo("[{\"pointer\":\"/username\",\"message\":\"is missing\"}]");
      assertThat(error.getJsonObject("details").getString("scope")).isEqualTo("instagram.profile");
    }

    @Test
    void warnsWhenThePolicySaysSo() {
      server.policy = SchemaPolicy.WARN;
      server.schemas.add(PROFILE, StubSchema.finding(new Violation("/a", "is too long")));
      server.start();

      Answer answer = ingest("{}");

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().getJsonArray("warnings").encode())
          .isEqualTo("[{\"pointer\":\"/a\",\"message\":\"is too long\"}]");
    }
  }

  @Nested
  class Read {
    @Test
    void givesABuilderWhatItsGrantCovers() {
      GrantId grant = granted(aGrant().signedBy(Cast.SERVER_KEY));
      server.start();
      ingest("{\"a\":1}");

      Answer answer = Ask.get(PROFILE_PATH).naming(grant).byTheBuilder().to(server);

      assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(answer.text()).isEqualTo(ENVELOPE.formatted("{\"a\":1}"));
      assertThat(answer.header("Content-Type")).hasValue("application/json");
      assertThat(answer.header("ETag")).hasValue('"' + Ask.sha256(answer.body()) + '"');
      assertThat(answer.header("Last-Modified")).hasValue("Mon, 02 Feb 2026 02:40:00 GMT");
      assertThat(answer.header("Cache-Control")).hasValue("private, no-store");
      assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("*");
    }

    @Test
    void saysNotModifiedToAClientThatHasIt() {
      server.start();
      ingest("{}");
      String etag = Ask.get(PROFILE_PATH).byTheOwner().to(server).header("ETag").orElseThrow();

      for (String known : new String[] {etag, "\"other\", W/" + etag, "*"}) {
        Answer answer =
            Ask.get(PROFILE_PATH).header("If-None-Match", known).byTheOwner().to(server);
        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 304 Not Modified");
        assertThat(answer.header("ETag")).hasValue(etag);
        assertThat(answer.header("Content-Length")).hasValue("92");
        assertThat(answer.body()).isEmpty();
      }
      assertThat(
              Ask.get(PROFILE_PATH)
                  .header("If-None-Match", "\"other\"")
                  .byTheOwner()
                  .to(server)
                  .status())
          .isEqualTo(200);
    }

    @Test
    void answersHeadWithTheHeadersOfGet() {
      server.start();
      ingest("{}");

      Answer get = Ask.get(PROFILE_PATH).byTheOwner().to(server);
      Answer head = Ask.head(PROFILE_PATH).byTheOwner().to(server);

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
      assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    }

    @Test
    void findsTheVersionOfATime() {
      server.start();
      ingest("{\"n\":1}");
      server.clock.advance(Duration.ofSeconds(10));
      ingest("{\"n\":2}");

      assertThat(at("2026-02-02T02:40:09Z").text()).contains("{\"n\":1}");
      assertThat(at("2026-02-02T02%3A40%3A10Z").text()).contains("{\"n\":2}");
      assertThat(at("2026-02-02T02:39:59Z").errorCode()).isEqualTo("NOT_FOUND");
      assertThat(at("yesterday").errorCode()).isEqualTo("INVALID_PARAMETER");
    }

    private Answer at(String time) {
      return Ask.get(PROFILE_PATH + "?at=" + time).byTheOwner().to(server);
    }

    @Test
    void doesNotFindAFileIdUnderAnotherScope() {
      var fileId = new FileId("0x" + "ab".repeat(32));
      server.start();
      ingest("{}");
      Ask.post("/v1/data/instagram.likes", "{}").byTheOwner().to(server);
      server.stored.link(
          RemoteCopies.copy(fileId, Cast.LIKES, CollectedAt.parse("2026-02-02T02:40:00Z")));

      assertThat(Ask.get(PROFILE_PATH + "?fileId=" + fileId).byTheOwner().to(server).status())
          .isEqualTo(404);
      assertThat(
              Ask.get("/v1/data/instagram.likes?fileId=" + fileId).byTheOwner().to(server).status())
          .isEqualTo(200);
    }

    @Test
    void wantsOneWayToChooseAVersion() {
      server.start();

      Answer both =
          Ask.get(PROFILE_PATH + "?at=2026-02-02T02:40:00Z&fileId=0x" + "ab".repeat(32))
              .byTheOwner()
              .to(server);
      Answer twice =
          Ask.get(PROFILE_PATH + "?at=2026-02-02T02:40:00Z&at=2026-02-02T02:40:00Z")
              .byTheOwner()
              .to(server);

      assertThat(both.errorCode()).isEqualTo("INVALID_PARAMETER");
      assertThat(twice.errorCode()).isEqualTo("INVALID_PARAMETER");
      assertThat(Ask.get(PROFILE_PATH + "?fileId=7").byTheOwner().to(server).errorCode())
          .isEqualTo("INVALID_FILE_ID");
    }

    @Test
    void tellsAStrangerNothing() {
      GrantId foreign =
          granted(aGrant().to(Cast.STRANGER).revokedAt(Cast.NOW).signedBy(Cast.SERVER_KEY));
      server.start();
      ingest("{}");

      Answer unknownGrant =
          Ask.get(PROFILE_PATH).naming(Cast.grantId(0x99)).byTheBuilder().to(server);
      Answer foreignGrant = Ask.get(PROFILE_PATH).naming(foreign).byTheBuilder().to(server);
      Answer noGrant = Ask.get(PROFILE_PATH).byTheBuilder().to(server);
      Answer stranger = Ask.get(PROFILE_PATH).naming(foreign).by(Cast.STRANGER_KEY).to(server);

      assertThat(unknownGrant.errorCode()).isEqualTo("GRANT_REQUIRED");
      assertThat(foreignGrant.errorCode()).isEqualTo("GRANT_REQUIRED");
      assertThat(noGrant.errorCode()).isEqualTo("GRANT_REQUIRED");
      assertThat(stranger.errorCode()).isEqualTo("UNREGISTERED_BUILDER");
    }

    @Test
    void checksTheGrantBeforeTheData() {
      GrantId revoked =
          granted(
              aGrant().of("chatgpt.*").revokedAt(Cast.NOW).withNonce(2).signedBy(Cast.SERVER_KEY));
      GrantId expired =
          granted(
              aGrant().of("chatgpt.*").expiringAt(Cast.NOW).withNonce(3).signedBy(Cast.SERVER_KEY));
      GrantId other = granted(aGrant().of("chatgpt.*").withNonce(4).signedBy(Cast.SERVER_KEY));
      GrantId good = granted(aGrant().withNonce(5).signedBy(Cast.SERVER_KEY));
      server.start();

      assertThat(read(revoked).statusLine()).isEqualTo("HTTP/1.1 410 Grant Revoked");
      assertThat(read(revoked).errorCode()).isEqualTo("GRANT_REVOKED");
      assertThat(read(expired).statusLine()).isEqualTo("HTTP/1.1 411 Grant Expired");
      assertThat(read(expired).errorCode()).isEqualTo("GRANT_EXPIRED");
      assertThat(read(other).statusLine()).isEqualTo("HTTP/1.1 412 Scope Not Granted");
      assertThat(read(other).json().getJsonObject("error").getJsonObject("details").encode())
          .isEqualTo(
              "{\"requestedScope\":\"instagram.profile\",\"grantedScopes\":[\"chatgpt.*\"]}");
      assertThat(read(good).errorCode()).isEqualTo("NOT_FOUND");
    }

    private Answer read(GrantId grant) {
      return Ask.get(PROFILE_PATH).naming(grant).byTheBuilder().to(server);
    }

    @Test
    void isUnavailableWhileTheGatewayIs() {
      server.start();
      server.grants.goDown();

      Answer answer = read(Cast.grantId(1));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.errorCode()).isEqualTo("GATEWAY_ERROR");
      assertThat(answer.header("Retry-After")).hasValue("1");
    }
  }

  @Nested
  class Lists {
    @Test
    void listsScopesForTheOwner() {
      server.start();
      ingest("{}");

      Answer answer = Ask.get("/v1/data").byTheOwner().to(server);

      assertThat(answer.text())
          .isEqualTo(
              "{\"scopes\":[{\"scope\":\"instagram.profile\","
                  + "\"latestCollectedAt\":\"2026-02-02T02:40:00Z\",\"versionCount\":1,"
                  + "\"count\":1,\"sizeBytes\":92}],\"total\":1,\"limit\":20,\"offset\":0}");
    }

    @Test
    void showsABuilderOnlyWhatItWasGranted() {
      granted(aGrant().of("instagram.*").signedBy(Cast.SERVER_KEY));
      server.start();
      ingest("{}");
      Ask.post("/v1/data/chatgpt.conversations", "{}").byTheOwner().to(server);

      Answer list = Ask.get("/v1/data").byTheBuilder().to(server);
      Answer hidden = Ask.get("/v1/data/chatgpt.conversations/versions").byTheBuilder().to(server);
      Answer unknown = Ask.get("/v1/data/no.data/versions").byTheBuilder().to(server);

      assertThat(list.json().getInteger("total")).isEqualTo(1);
      assertThat(list.text()).contains("instagram.profile").doesNotContain("chatgpt");
      assertThat(hidden.text())
          .isEqualTo(unknown.text().replace("no.data", "chatgpt.conversations"));
    }

    @Test
    void takesWildcardsOfAPrefixLiterally() {
      server.start();
      ingest("{}");

      assertThat(total("/v1/data?scopePrefix=insta")).isEqualTo(1);
      assertThat(total("/v1/data?scopePrefix=inst_gram")).isZero();
      assertThat(total("/v1/data?scopePrefix=%25")).isZero();
    }

    private int total(String target) {
      return Ask.get(target).byTheOwner().to(server).json().getInteger("total");
    }

    @Test
    void listsVersionsNewestFirst() {
      server.start();
      ingest("{}");
      ingest("{}");
      server.stored.link(
          RemoteCopies.copy(
              new FileId("0x" + "ab".repeat(32)),
              PROFILE,
              CollectedAt.parse("2026-02-02T02:40:00Z")));

      Answer answer = Ask.get(PROFILE_PATH + "/versions?limit=5").byTheOwner().to(server);

      assertThat(answer.text())
          .isEqualTo(
              "{\"scope\":\"instagram.profile\",\"versions\":["
                  + "{\"fileId\":null,\"collectedAt\":\"2026-02-02T02:40:00.001Z\","
                  + "\"schemaId\":null,\"sizeBytes\":96},"
                  + "{\"fileId\":\"0x"
                  + "ab".repeat(32)
                  + "\",\"collectedAt\":\"2026-02-02T02:40:00Z\","
                  + "\"schemaId\":null,\"sizeBytes\":92}],\"total\":2,\"limit\":5,\"offset\":0}");
    }

    @Test
    void cutsALargeLimitAndRefusesABadOne() {
      server.start();

      assertThat(
              Ask.get("/v1/data?limit=1000000000")
                  .byTheOwner()
                  .to(server)
                  .json()
                  .getInteger("limit"))
          .isEqualTo(1000);
      for (String bad :
          new String[] {
            "limit=0",
            "limit=-1",
            "limit=abc",
            "limit=",
            "limit=1e3",
            "limit=99999999999999999999",
            "offset=-1",
            "offset=10000001",
            "limit=1&limit=2"
          }) {
        assertThat(Ask.get("/v1/data?" + bad).byTheOwner().to(server).errorCode())
            .as(bad)
            .isEqualTo("INVALID_PARAMETER");
      }
      assertThat(Ask.get("/v1/data?offset=10000000").byTheOwner().to(server).status())
          .isEqualTo(200);
    }
  }

  @Test
  void deletesForTheOwnerWhetherThereIsDataOrNot() {
    server.start();
    ingest("{}");

    Answer answer = Ask.delete(PROFILE_PATH).byTheOwner().to(server);

    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 204 No Content");
    assertThat(answer.header("Content-Length")).isEmpty();
    assertThat(Ask.get(PROFILE_PATH).byTheOwner().to(server).status()).isEqualTo(404);
    assertThat(Ask.delete(PROFILE_PATH).byTheOwner().to(server).status()).isEqualTo(204);
    assertThat(Ask.delete(PROFILE_PATH).byTheBuilder().to(server).status()).isEqualTo(403);
  }
}
