package io.freehold.adapters.http.access;

import static io.freehold.application.testing.Cast.aGrant;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.port.AccessLog;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.LimitsOf;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.grant.SignedGrant;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessLogRoutesTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private AccessLogEntry last() {
    return server.log.entries().getLast();
  }

  /// Threat T53: every access leaves a line, whatever became of it.
  @Test
  void recordsEveryAccessWithItsOutcome() {
    SignedGrant grant = aGrant().signedBy(Cast.SERVER_KEY);
    server.grants.add(grant);
    server.start();
    record Case(Ask ask, String action, int status, String outcome, String actor) {}
    String profile = "/v1/data/instagram.profile";
    var owner = Cast.OWNER.value();
    var builder = Cast.BUILDER.value();
    List<Case> cases =
        List.of(
            new Case(Ask.post(profile, "{}").byTheOwner(), "ingest", 201, "ok", owner),
            new Case(Ask.post(profile, "[]").byTheOwner(), "ingest", 400, "INVALID_BODY", owner),
            new Case(Ask.post(profile, "{}"), "ingest", 401, "MISSING_AUTH", "anonymous"),
            new Case(Ask.post(profile, "{}").byTheBuilder(), "ingest", 403, "NOT_OWNER", builder),
            new Case(
                Ask.get(profile).naming(grant.id()).byTheBuilder(), "read", 200, "ok", builder),
            new Case(Ask.get(profile).byTheBuilder(), "read", 403, "GRANT_REQUIRED", builder),
            new Case(Ask.head(profile).byTheOwner(), "read", 200, "ok", owner),
            new Case(
                Ask.get(profile).header("If-None-Match", "*").byTheOwner(),
                "read",
                304,
                "ok",
                owner),
            new Case(Ask.get("/v1/data/no.data").byTheOwner(), "read", 404, "NOT_FOUND", owner),
            new Case(Ask.get("/v1/data/no").byTheOwner(), "read", 400, "INVALID_SCOPE", owner),
            new Case(Ask.get("/v1/data").byTheBuilder(), "list", 200, "ok", builder),
            new Case(
                Ask.get("/v1/data").by(Cast.STRANGER_KEY),
                "list",
                401,
                "UNREGISTERED_BUILDER",
                "anonymous"),
            new Case(Ask.get(profile + "/versions").byTheOwner(), "versions", 200, "ok", owner),
            new Case(Ask.delete("/v1/data/a.b").byTheOwner(), "delete", 204, "ok", owner),
            new Case(Ask.get("/v1/grants").byTheOwner(), "grants.list", 200, "ok", owner),
            new Case(
                Ask.post("/v1/grants", "{}").byTheOwner(),
                "grants.create",
                400,
                "INVALID_BODY",
                owner),
            new Case(
                Ask.post("/v1/grants/verify", "{}"),
                "grants.verify",
                400,
                "INVALID_BODY",
                "anonymous"),
            new Case(
                Ask.delete("/v1/grants/x").byTheOwner(),
                "grants.revoke",
                400,
                "INVALID_GRANT_ID",
                owner),
            new Case(Ask.get("/v1/access-logs").byTheOwner(), "logs.read", 200, "ok", owner),
            new Case(
                Ask.get("/v1/access-logs/verify").byTheOwner(), "logs.verify", 200, "ok", owner),
            new Case(Ask.get("/v1/tokens").byTheOwner(), "tokens.list", 200, "ok", owner),
            new Case(
                Ask.post("/v1/tokens", "{\"name\":\"x\"}").byTheOwner(),
                "tokens.create",
                201,
                "ok",
                owner),
            new Case(
                Ask.delete("/v1/tokens/x").byTheOwner(), "tokens.revoke", 404, "NOT_FOUND", owner),
            new Case(
                Ask.get("/v1/server/registration").byTheOwner(), "server.show", 200, "ok", owner),
            new Case(
                Ask.post("/v1/server/registration", "{}").byTheOwner(),
                "server.register",
                400,
                "INVALID_BODY",
                owner),
            new Case(Ask.get("/v1/schemas").byTheOwner(), "schemas.list", 404, "NOT_FOUND", owner),
            new Case(
                Ask.post("/v1/schemas", "{}").byTheOwner(),
                "schemas.add",
                404,
                "NOT_FOUND",
                owner));

    for (int i = 0; i < cases.size(); i++) {
      Case expected = cases.get(i);
      Answer answer = expected.ask().to(server);

      assertThat(server.log.entries()).hasSize(i + 1);
      assertThat(last().action()).isEqualTo(expected.action());
      assertThat(answer.status()).as(expected.action()).isEqualTo(expected.status());
      assertThat(last().status()).isEqualTo(expected.status());
      assertThat(last().outcome()).isEqualTo(expected.outcome());
      assertThat(last().actor()).isEqualTo(expected.actor());
      assertThat(last().requestId()).isEqualTo(answer.header("X-Request-Id").orElseThrow());
    }
  }

  @Test
  void recordsTheScopeAndTheGrant() {
    SignedGrant grant = aGrant().signedBy(Cast.SERVER_KEY);
    server.grants.add(grant);
    server.start();

    Ask.get("/v1/data/instagram.profile").naming(grant.id()).byTheBuilder().to(server);
    assertThat(last().scope()).hasValue("instagram.profile");
    assertThat(last().grantId()).hasValue(grant.id().value());

    Ask.get("/v1/data/No-Scope").byTheOwner().to(server);
    assertThat(last().scope()).isEmpty();
    assertThat(last().grantId()).hasValue("owner");

    Ask.get("/v1/data").to(server);
    assertThat(last().grantId()).isEmpty();
  }

  /// Threat T51.
  @Test
  void keepsWhatClientsSayAboutThemselvesShortAndPrintable() {
    server.limits = LimitsOf.with("userAgentCharactersMax", 20);
    server.start();

    Ask.get("/v1/data").header("User-Agent", "agent\t\u00e9 <" + "x".repeat(50)).to(server);

    assertThat(last().client().userAgent()).hasSize(20).startsWith("agent?").matches("[ -~]+");
    assertThat(last().client().address()).isEqualTo("127.0.0.1");
  }

  @Test
  void believesNoForwardedAddressByDefault() {
    server.start();

    Ask.get("/v1/data").header("X-Forwarded-For", "203.0.113.7").to(server);

    assertThat(last().client().address()).isEqualTo("127.0.0.1");
  }

  @Test
  void believesTheLastEntryOfATrustedProxy() {
    server.trustedProxies = List.of("127.0.0.0/8", "10.0.0.1");
    server.start();

    Ask.get("/v1/data")
        .header("X-Forwarded-For", "1.1.1.1, 203.0.113.7")
        .header("X-Forwarded-For", "10.0.0.1")
        .to(server);

    assertThat(last().client().address()).isEqualTo("203.0.113.7");
  }

  @Test
  void recordsNeitherHealthNorUnknownPathsNorRefusalsForPace() {
    server.limits =
        LimitsOf.with(java.util.Map.of("addressBurst", 1, "addressRequestsPerSecond", 1));
    server.start();

    Ask.get("/health").to(server);
    Ask.get("/ready").to(server);
    Ask.get("/nowhere").to(server);
    assertThat(server.log.entries()).isEmpty();

    assertThat(Ask.get("/v1/data").to(server).status()).isEqualTo(401);
    assertThat(Ask.get("/v1/data").to(server).status()).isEqualTo(429);
    assertThat(server.log.entries()).hasSize(1);
  }

  @Test
  void letsNoAnswerOutThatCannotBeRecorded() {
    server.accessLog = new BrokenLog();
    server.start();

    Answer read = Ask.post("/v1/data/instagram.profile", "{}").byTheOwner().to(server);

    assertThat(read.statusLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
    assertThat(read.errorCode()).isEqualTo("PS_UNAVAILABLE");
    assertThat(read.text()).doesNotContain("collectedAt").contains("access log");
    assertThat(Ask.get("/health").to(server).status()).isEqualTo(200);
  }

  private static final class BrokenLog implements AccessLog {
    @Override
    public void append(AccessLogEntry entry) {
      throw new IllegalStateException("the disk is gone");
    }

    @Override
    public Listing<LoggedAccess> read(Page page) {
      throw new IllegalStateException("the disk is gone");
    }

    @Override
    public ChainReport verify(Optional<NotedLine> noted) {
      throw new IllegalStateException("the disk is gone");
    }

    @Override
    public Optional<Checkpoint> forgetBefore(LocalDate day) {
      throw new IllegalStateException("the disk is gone");
    }
  }

  @Test
  void showsTheOwnerTheLinesNewestFirst() {
    SignedGrant grant = aGrant().signedBy(Cast.SERVER_KEY);
    server.grants.add(grant);
    server.start();
    Ask.post("/v1/data/instagram.profile", "{}").byTheOwner().to(server);
    Ask.get("/v1/data/instagram.profile")
        .naming(grant.id())
        .header("User-Agent", "app/1")
        .header("X-Request-Id", "r-1")
        .byTheBuilder()
        .to(server);

    JsonObject page = Ask.get("/v1/access-logs?limit=1").byTheOwner().to(server).json();

    assertThat(page.getInteger("total")).isEqualTo(2);
    assertThat(page.getInteger("limit")).isEqualTo(1);
    assertThat(page.getInteger("offset")).isZero();
    JsonObject line = page.getJsonArray("logs").getJsonObject(0);
    assertThat(line.fieldNames())
        .containsExactly(
            "logId",
            "grantId",
            "builder",
            "action",
            "scope",
            "timestamp",
            "ipAddress",
            "userAgent",
            "actor",
            "status",
            "outcome",
            "requestId",
            "sequence",
            "prev",
            "hash");
    assertThat(line.getString("logId")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(line.getString("grantId")).isEqualTo(grant.id().value());
    assertThat(line.getString("builder")).isEqualTo(Cast.BUILDER.value());
    assertThat(line.getString("action")).isEqualTo("read");
    assertThat(line.getString("scope")).isEqualTo("instagram.profile");
    assertThat(line.getString("timestamp")).isEqualTo("2026-02-02T02:40:00.000Z");
    assertThat(line.getString("ipAddress")).isEqualTo("127.0.0.1");
    assertThat(line.getString("userAgent")).isEqualTo("app/1");
    assertThat(line.getString("outcome")).isEqualTo("ok");
    assertThat(line.getString("requestId")).isEqualTo("r-1");
    assertThat(line.getInteger("sequence")).isEqualTo(2);
    assertThat(Ask.get("/v1/access-logs").byTheOwner().to(server).json().getInteger("limit"))
        .isEqualTo(50);
    assertThat(Ask.get("/v1/access-logs").byTheBuilder().to(server).errorCode())
        .isEqualTo("NOT_OWNER");
  }

  @Test
  void verifiesTheChainForTheOwner() {
    server.start();
    Ask.get("/v1/data").to(server);

    JsonObject report = Ask.get("/v1/access-logs/verify").byTheOwner().to(server).json();

    assertThat(report.getBoolean("valid")).isTrue();
    assertThat(report.getInteger("lines")).isEqualTo(1);
    assertThat(report.getString("head")).hasSize(64);
    assertThat(report.getJsonArray("breaks")).isEmpty();
    assertThat(report.containsKey("checkpoint")).isTrue();
    assertThat(report.getJsonObject("checkpoint")).isNull();
    assertThat(Ask.get("/v1/access-logs/verify").byTheBuilder().to(server).status()).isEqualTo(403);
  }

  @Test
  void saysWhetherALineThatWasNotedIsStillThere() {
    server.start();
    Ask.get("/v1/data").to(server);
    Ask.get("/v1/data").to(server);
    String hash = server.accessLog.verify(Optional.empty()).head();
    String verify = "/v1/access-logs/verify?noted=";

    assertThat(Ask.get(verify + "2:" + hash).byTheOwner().to(server).json().getString("noted"))
        .isEqualTo("kept");
    JsonObject changed = Ask.get(verify + "1:" + hash).byTheOwner().to(server).json();
    assertThat(changed.getString("noted")).isEqualTo("changed");
    assertThat(changed.getBoolean("valid")).isFalse();
    for (String bad :
        List.of(
            "", "2", "2:", "0:" + hash, "-1:" + hash, hash, "2:" + hash.toUpperCase(Locale.ROOT))) {
      assertThat(Ask.get(verify + bad).byTheOwner().to(server).status()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void saysWhereAChainBeginsOfWhichDaysWereForgotten() {
    server.start();
    server.clock.set(Cast.NOW.minus(Duration.ofDays(2)));
    Ask.get("/v1/data").to(server);
    server.clock.set(Cast.NOW);
    Ask.get("/v1/data").to(server);
    server.accessLog.forgetBefore(LocalDate.parse("2026-02-02"));

    JsonObject report = Ask.get("/v1/access-logs/verify").byTheOwner().to(server).json();

    assertThat(report.getBoolean("valid")).isTrue();
    assertThat(report.getInteger("lines")).isEqualTo(1);
    JsonObject checkpoint = report.getJsonObject("checkpoint");
    assertThat(checkpoint.fieldNames()).containsExactly("sequence", "hash", "through", "madeAt");
    assertThat(checkpoint.getInteger("sequence")).isEqualTo(1);
    assertThat(checkpoint.getString("hash")).hasSize(64);
    assertThat(checkpoint.getString("through")).isEqualTo("2026-01-31");
  }
}
