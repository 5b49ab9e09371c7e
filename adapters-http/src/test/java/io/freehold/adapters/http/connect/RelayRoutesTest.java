package io.freehold.adapters.http.connect;

import static io.freehold.adapters.http.connect.RelayOnPort.get;
import static io.freehold.adapters.http.connect.RelayOnPort.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.Wire;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSigner;
import io.freehold.application.testing.LimitsOf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The session relay on the wire (§4.5).
class RelayRoutesTest {
  private static final String GRANT = Cast.grantId(1).value();
  private RelayOnPort relay = new RelayOnPort();

  @BeforeEach
  void start() {
    relay.start();
  }

  @AfterEach
  void stop() {
    relay.close();
  }

  private void restartWith(String limit, Object value) {
    relay.close();
    relay = new RelayOnPort();
    relay.limits = LimitsOf.with(limit, value);
    relay.start();
  }

  private static JsonObject request() {
    return new JsonObject()
        .put("granteeAddress", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
        .put("scopes", new JsonArray(List.of("instagram.profile", "chatgpt.conversations")))
        .put("webhookUrl", "https://app.example.com/api/webhook")
        .put("app_user_id", "user-42");
  }

  private Answer init(JsonObject body) {
    return init(body, Cast.BUILDER_KEY);
  }

  private Answer init(JsonObject body, FakeSigner signer) {
    return post("/v1/session/init", body.encode()).by(signer).over(relay.port());
  }

  private Answer poll(String id) {
    return get("/v1/session/" + id + "/poll").over(relay.port());
  }

  private Answer call(String path, JsonObject body) {
    return post("/v1/session/" + path, body.encode()).over(relay.port());
  }

  /// A session and the secret in its deep link.
  private record Opened(String id, String secret, Instant expiresAt) {
    JsonObject secretly() {
      return new JsonObject().put("secret", secret);
    }

    JsonObject claim() {
      return secretly().put("sessionId", id);
    }

    JsonObject approval(String... scopes) {
      return secretly()
          .put("grantId", GRANT)
          .put("userAddress", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
          .put("serverAddress", Cast.SERVER.value())
          .put("scopes", new JsonArray(List.of(scopes)));
    }
  }

  private Opened open() {
    return open(request());
  }

  private Opened open(JsonObject request) {
    JsonObject json = init(request).json();
    String link = json.getString("deepLinkUrl");
    return new Opened(
        json.getString("sessionId"),
        link.substring(link.indexOf("secret=") + 7),
        Instant.parse(json.getString("expiresAt")));
  }

  private Opened claimed() {
    Opened session = open();
    assertThat(call("claim", session.claim()).status()).isEqualTo(200);
    return session;
  }

  @Test
  void beginsASession() {
    Answer answer = init(request());

    assertThat(answer.status()).isEqualTo(200);
    JsonObject json = answer.json();
    assertThat(json.getString("deepLinkUrl"))
        .matches(
            "vana://connect\\?sessionId="
                + json.getString("sessionId")
                + "&secret=[A-Za-z0-9_-]{43}");
    assertThat(json.getString("sessionId")).hasSizeGreaterThanOrEqualTo(22);
    assertThat(json.getString("expiresAt")).isEqualTo("2026-02-02T02:55:00Z");
  }

  @Test
  void walksFromTheButtonToTheGrant() {
    Opened session = open();
    assertThat(poll(session.id).json()).isEqualTo(new JsonObject().put("status", "pending"));

    Answer claimed = call("claim", session.claim());

    assertThat(claimed.status()).isEqualTo(200);
    assertThat(claimed.json())
        .isEqualTo(
            new JsonObject()
                .put("sessionId", session.id)
                .put("granteeAddress", Cast.BUILDER.value())
                .put("scopes", request().getJsonArray("scopes"))
                .put("expiresAt", "2026-02-02T02:55:00Z")
                .put("webhookUrl", "https://app.example.com/api/webhook")
                .put("appUserId", "user-42")
                .put("app_user_id", "user-42"));
    assertThat(poll(session.id).json()).isEqualTo(new JsonObject().put("status", "claimed"));

    Answer approved = call(session.id + "/approve", session.approval("instagram.profile"));

    assertThat(approved.status()).isEqualTo(200);
    assertThat(approved.json()).isEqualTo(new JsonObject().put("status", "success"));
    assertThat(poll(session.id).json())
        .isEqualTo(
            new JsonObject()
                .put("status", "approved")
                .put(
                    "grant",
                    new JsonObject()
                        .put("grantId", GRANT)
                        .put("userAddress", Cast.OWNER.value())
                        .put("builderAddress", Cast.BUILDER.value())
                        .put("scopes", new JsonArray(List.of("instagram.profile")))
                        .put("expiresAt", 0)
                        .put("serverAddress", Cast.SERVER.value())
                        .put("appUserId", "user-42")
                        .put("app_user_id", "user-42")));
  }

  @Test
  void tellsWhenTheGrantEnds() {
    Opened session = claimed();
    JsonObject approval = session.approval("instagram.profile").put("expiresAt", 1_900_000_000);
    assertThat(call(session.id + "/approve", approval).status()).isEqualTo(200);

    assertThat(poll(session.id).json().getJsonObject("grant").getLong("expiresAt"))
        .isEqualTo(1_900_000_000L);
  }

  @Test
  void tellsOfADenialAndItsReason() {
    Opened session = claimed();

    Answer denied = call(session.id + "/deny", session.secretly().put("reason", "not today"));

    assertThat(denied.json()).isEqualTo(new JsonObject().put("status", "denied"));
    assertThat(poll(session.id).json())
        .isEqualTo(new JsonObject().put("status", "denied").put("reason", "not today"));
    assertThat(call(session.id + "/deny", session.secretly()).status()).isEqualTo(200);
  }

  @Test
  void takesTheSpellingsOfAllClients() {
    JsonObject camel = request().put("appUserId", "user-7");
    camel.remove("app_user_id");
    Opened session = open(camel);

    JsonObject claimed = call("claim", session.claim()).json();

    assertThat(claimed.getString("app_user_id")).isEqualTo("user-7");
    assertThat(claimed.getString("appUserId")).isEqualTo("user-7");
    assertThat(init(request().put("appUserId", "user-42")).status()).isEqualTo(200);
    assertThat(init(request().put("appUserId", "another")).status()).isEqualTo(400);
  }

  @Test
  void takesAllSpellingsOfTheHashOfTheBody() {
    String spaced = " " + request().encodePrettily();
    byte[] bytes = spaced.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String canonical = Ask.sha256(io.freehold.adapters.http.json.CanonicalJson.of(bytes));
    for (String hash : List.of("sha256:" + Ask.sha256(bytes), Ask.sha256(bytes), canonical)) {
      Answer answer =
          post("/v1/session/init", spaced)
              .claim("bodyHash", hash)
              .by(Cast.BUILDER_KEY)
              .over(relay.port());
      assertThat(answer.status()).as(hash).isEqualTo(200);
    }
    for (String hash : List.of("", Ask.sha256(new byte[0]), "sha256:" + canonical)) {
      Answer answer =
          post("/v1/session/init", spaced)
              .claim("bodyHash", hash)
              .by(Cast.BUILDER_KEY)
              .over(relay.port());
      assertThat(answer.status()).as(hash).isEqualTo(401);
    }
  }

  @Test
  void beginsNoSessionForSomebodyElse() {
    Answer forAnother = init(request(), Cast.STRANGER_KEY);
    assertThat(forAnother.status()).isEqualTo(401);
    assertThat(forAnother.errorCode()).isEqualTo("INVALID_SIGNATURE");
    assertThat(post("/v1/session/init", request().encode()).over(relay.port()).status())
        .isEqualTo(401);
    Answer unregistered =
        init(request().put("granteeAddress", Cast.STRANGER.value()), Cast.STRANGER_KEY);
    assertThat(unregistered.status()).isEqualTo(401);
    assertThat(unregistered.errorCode()).isEqualTo("UNREGISTERED_BUILDER");
  }

  @Test
  void takesASignedRequestForTheUsersOfOneSecondAndForItselfOnly() {
    Ask ask = post("/v1/session/init", request().encode()).by(Cast.BUILDER_KEY);

    for (int user = 1; user <= 20; user++) {
      assertThat(ask.over(relay.port()).status()).isEqualTo(200);
    }
    assertThat(ask.over(relay.port()).status()).isEqualTo(401);
    assertThat(
            post("/v1/session/init", request().encode())
                .claim("aud", "https://session-relay.vana.org")
                .by(Cast.BUILDER_KEY)
                .over(relay.port())
                .status())
        .isEqualTo(401);
  }

  @Test
  void opensOnce() {
    Opened session = claimed();

    Answer again = call("claim", session.claim());

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.errorCode()).isEqualTo("INVALID_SESSION_STATE");
  }

  @Test
  void opensForOneOfFiftyWhoAskAtOnce() throws Exception {
    Opened session = open();
    var start = new CountDownLatch(1);
    var claims = new ArrayList<Future<Answer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        claims.add(
            threads.submit(() -> {
              start.await();
              return call("claim", session.claim());
            }));
      }
      start.countDown();
    }
    int opened = 0;
    for (var claim : claims) {
      int status = claim.get().status();
      assertThat(status).isIn(200, 409);
      opened += status == 200 ? 1 : 0;
    }

    assertThat(opened).isEqualTo(1);
  }

  @Test
  void answersNobodyWithoutTheSecret() {
    Opened session = open();
    String wrong = "A".repeat(43);
    for (Answer answer :
        List.of(
            call("claim", session.claim().put("secret", wrong)),
            call(
                session.id + "/approve",
                session.approval("instagram.profile").put("secret", wrong)),
            call(session.id + "/deny", new JsonObject().put("secret", wrong)))) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.errorCode()).isEqualTo("INVALID_CLAIM_SECRET");
      assertThat(answer.text()).doesNotContain(wrong).doesNotContain(session.secret);
    }
    assertThat(poll(session.id).json().getString("status")).isEqualTo("pending");
  }

  @Test
  void knowsNoOtherSessions() {
    Opened session = open();
    String unknown = "B".repeat(24);
    for (Answer answer :
        List.of(
            poll(unknown),
            poll("t-1"),
            call("claim", session.claim().put("sessionId", unknown)),
            call(unknown + "/approve", session.approval("instagram.profile")),
            call(unknown + "/deny", session.secretly()))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.errorCode()).isEqualTo("SESSION_NOT_FOUND");
    }
  }

  @Test
  void approvesNoMoreThanWasAsked() {
    Opened session = claimed();
    for (String more : List.of("instagram.likes", "instagram.*", "*", "chatgpt.conversations.x")) {
      Answer answer = call(session.id + "/approve", session.approval("instagram.profile", more));
      assertThat(answer.status()).as(more).isEqualTo(400);
    }
    assertThat(call(session.id + "/approve", session.approval()).status()).isEqualTo(400);
    assertThat(poll(session.id).json().getString("status")).isEqualTo("claimed");
  }

  @Test
  void approvesAgainWithTheSameGrantOnly() {
    Opened session = claimed();
    JsonObject approval = session.approval("instagram.profile");
    assertThat(call(session.id + "/approve", approval).status()).isEqualTo(200);

    assertThat(call(session.id + "/approve", approval).status()).isEqualTo(200);
    for (JsonObject other :
        List.of(
            approval.copy().put("grantId", Cast.grantId(2).value()),
            session.approval("chatgpt.conversations"),
            approval.copy().put("userAddress", Cast.STRANGER.value()))) {
      Answer answer = call(session.id + "/approve", other);
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.errorCode()).isEqualTo("INVALID_SESSION_STATE");
    }
    assertThat(call(session.id + "/deny", session.secretly()).status()).isEqualTo(409);
  }

  @Test
  void approvesOnlyWhatWasOpened() {
    Opened session = open();

    Answer answer = call(session.id + "/approve", session.approval("instagram.profile"));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(poll(session.id).json().getString("status")).isEqualTo("pending");
  }

  @Test
  void isOverAfterAQuarterOfAnHour() {
    Opened pending = open();
    Opened claimed = claimed();
    Opened approved = claimed();
    assertThat(call(approved.id + "/approve", approved.approval("instagram.profile")).status())
        .isEqualTo(200);
    relay.clock.set(pending.expiresAt.minusMillis(1));
    assertThat(poll(pending.id).status()).isEqualTo(200);

    relay.clock.set(pending.expiresAt);

    for (Answer answer :
        List.of(
            poll(pending.id),
            poll(claimed.id),
            call("claim", pending.claim()),
            call(claimed.id + "/approve", claimed.approval("instagram.profile")),
            call(claimed.id + "/deny", claimed.secretly()))) {
      assertThat(answer.status()).isEqualTo(410);
      assertThat(answer.errorCode()).isEqualTo("SESSION_EXPIRED");
      assertThat(answer.statusLine()).doesNotContain("Grant");
    }
    assertThat(poll(approved.id).json().getString("status")).isEqualTo("approved");
    assertThat(call(approved.id + "/approve", approved.approval("instagram.profile")).status())
        .isEqualTo(200);
  }

  @Test
  void hasRoomForSoManySessionsOfABuilder() {
    restartWith("sessionsPerBuilderMax", 2);
    open();
    open();

    Answer third = init(request());

    assertThat(third.status()).isEqualTo(429);
    assertThat(third.errorCode()).isEqualTo("TOO_MANY_SESSIONS");
    assertThat(third.header("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.com/hook",
        "https://localhost/hook",
        "https://app.localhost/hook",
        "https://127.0.0.1/hook",
        "https://127.1/hook",
        "https://2130706433/hook",
        "https://0x7f.0.0.1/hook",
        "https://10.0.0.1/hook",
        "https://172.16.0.1/hook",
        "https://192.168.1.1/hook",
        "https://169.254.169.254/latest",
        "https://100.64.0.1/hook",
        "https://0.0.0.0/hook",
        "https://224.0.0.1/hook",
        "https://[::1]/hook",
        "https://[::]/hook",
        "https://[fe80::1]/hook",
        "https://[fd00::1]/hook",
        "https://[::ffff:127.0.0.1]/hook",
        "https://router/hook",
        "https://printer.local/hook",
        "https://metadata.google.internal/hook",
        "https://user:password@app.example.com/hook",
        "https://93.184.216.34/hook",
        "https://[2606:2800:220:1::1]/hook",
        "https:///hook",
        "ftp://app.example.com/",
        "app.example.com",
        "javascript:alert(1)",
        ""
      })
  void tellsNobodyAtAnAddressThatIsNotPublic(String url) {
    Answer answer = init(request().put("webhookUrl", url));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("VALIDATION_ERROR");
  }

  @Test
  void tellsAtPublicNames() {
    for (String url :
        List.of(
            "https://app.example.com",
            "https://app.example.com:8443/a/b?c=d",
            "https://app.example.com/hook#fragment")) {
      assertThat(init(request().put("webhookUrl", url)).status()).as(url).isEqualTo(200);
    }
  }

  @Test
  void tellsAtThisMachineWhereThatIsAllowed() {
    relay.close();
    relay = new RelayOnPort();
    relay.allowsLoopback = true;
    relay.start();

    for (String url : List.of("http://localhost:9/x", "http://127.0.0.1/x", "https://[::1]:1/")) {
      assertThat(init(request().put("webhookUrl", url)).status()).as(url).isEqualTo(200);
    }
    for (String url :
        List.of("http://10.0.0.1/x", "http://app.example.com/x", "ftp://localhost/")) {
      assertThat(init(request().put("webhookUrl", url)).status()).as(url).isEqualTo(400);
    }
  }

  @Test
  void refusesBodiesThatMakeNoSense() {
    Opened session = claimed();
    var bodies = new ArrayList<JsonObject>();
    for (String name : List.of("granteeAddress", "scopes")) {
      JsonObject without = request();
      without.remove(name);
      bodies.add(without);
      bodies.add(request().put(name, 7));
      bodies.add(request().putNull(name));
    }
    bodies.add(request().put("scopes", new JsonArray()));
    bodies.add(request().put("scopes", new JsonArray().add("a.b").add("a.b")));
    bodies.add(request().put("scopes", new JsonArray().add("Not A Scope")));
    bodies.add(request().put("app_user_id", "x".repeat(257)));
    bodies.add(request().put("app_user_id", "a\u0000b"));
    bodies.add(request().put("app_user_id", 7));
    bodies.add(request().put("userAddress", "0x12"));
    bodies.add(request().put("webhookUrl", "https://app.example.com/" + "x".repeat(2_048)));
    for (JsonObject body : bodies) {
      assertThat(init(body).status()).as(body.encode()).isEqualTo(400);
    }
    for (JsonObject body :
        List.of(
            new JsonObject(),
            session.secretly(),
            session.approval("instagram.profile").put("grantId", "0x1"),
            session.approval("instagram.profile").put("expiresAt", -1),
            session.approval("instagram.profile").put("expiresAt", "soon"),
            session.approval("instagram.profile").put("secret", ""))) {
      assertThat(call(session.id + "/approve", body).status()).as(body.encode()).isEqualTo(400);
    }
    assertThat(
            call(session.id + "/deny", session.secretly().put("reason", "x".repeat(501))).status())
        .isEqualTo(400);
    assertThat(call(session.id + "/deny", session.secretly().put("reason", "a\u0000b")).status())
        .isEqualTo(400);
  }

  @Test
  void saysWhoseKeyTheRelayHas() {
    JsonObject health = get("/health").over(relay.port()).json();

    assertThat(health.getJsonObject("identity").getString("address"))
        .isEqualTo(Cast.SERVER.value());
  }

  @Nested
  class SessionsThatAskAnOwner {

    private Opened asking() {
      return open(request().put("userAddress", Cast.OWNER.value()));
    }

    private Answer waiting(FakeSigner signer, String query) {
      return get("/v1/session/waiting" + query).by(signer).over(relay.port());
    }

    private Answer claimAs(FakeSigner signer, String id) {
      return post("/v1/session/claim", new JsonObject().put("sessionId", id).encode())
          .by(signer)
          .over(relay.port());
    }

    @Test
    void areListedForTheOwnerAndTheOwnersServers() {
      open();
      Opened session = asking();
      var expected = new JsonObject().put("sessions", new JsonArray().add(session.id));

      assertThat(waiting(Cast.OWNER_KEY, "").json()).isEqualTo(expected);
      assertThat(waiting(Cast.SERVER_KEY, "?owner=" + Cast.OWNER).json()).isEqualTo(expected);
      assertThat(waiting(Cast.SERVER_KEY, "").json().getJsonArray("sessions")).isEmpty();
      assertThat(waiting(Cast.STRANGER_KEY, "?owner=" + Cast.OWNER).status()).isEqualTo(403);
      assertThat(waiting(Cast.BUILDER_KEY, "?owner=" + Cast.OWNER).status()).isEqualTo(403);
    }

    @Test
    void areOpenedWithASignatureAndAnsweredWithANewSecret() {
      Opened session = asking();

      Answer claimed = claimAs(Cast.SERVER_KEY, session.id);

      assertThat(claimed.status()).isEqualTo(200);
      String secret = claimed.json().getString("secret");
      assertThat(secret).hasSize(43).isNotEqualTo(session.secret);
      assertThat(waiting(Cast.OWNER_KEY, "").json().getJsonArray("sessions")).isEmpty();
      JsonObject approval = session.approval("instagram.profile");
      assertThat(call(session.id + "/approve", approval).status()).isEqualTo(403);
      assertThat(call(session.id + "/approve", approval.put("secret", secret)).status())
          .isEqualTo(200);
    }

    @Test
    void areOpenedByNobodyElse() {
      Opened session = asking();
      Opened ofNobody = open();

      assertThat(claimAs(Cast.STRANGER_KEY, session.id).status()).isEqualTo(404);
      assertThat(claimAs(Cast.BUILDER_KEY, session.id).status()).isEqualTo(404);
      assertThat(claimAs(Cast.OWNER_KEY, ofNobody.id).status()).isEqualTo(404);
      assertThat(call("claim", new JsonObject().put("sessionId", session.id)).status())
          .isEqualTo(401);
      assertThat(
              post("/v1/session/claim", new JsonObject().put("sessionId", session.id).encode())
                  .claim("bodyHash", "")
                  .by(Cast.OWNER_KEY)
                  .over(relay.port())
                  .status())
          .isEqualTo(401);
    }

    @Test
    void areApprovedForThatOwnerOnly() {
      Opened session = asking();
      assertThat(call("claim", session.claim()).status()).isEqualTo(200);
      JsonObject approval = session.approval("instagram.profile");

      assertThat(
              call(
                      session.id + "/approve",
                      approval.copy().put("userAddress", Cast.STRANGER.value()))
                  .status())
          .isEqualTo(400);
      assertThat(call(session.id + "/approve", approval).status()).isEqualTo(200);
    }
  }

  @Nested
  class PollsThatWait {

    private Ask waiting(String id, String prefer) {
      return get("/v1/session/" + id + "/poll").header("Prefer", prefer);
    }

    @Test
    void areAnsweredByTheNews() throws Exception {
      Opened session = open();
      try (var wire = new Wire(relay.port());
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        wire.send(waiting(session.id, "respond-async, wait=20").bytes());
        Future<Answer> polled = threads.submit(wire::receive);

        assertThat(call("claim", session.claim()).status()).isEqualTo(200);

        assertThat(polled.get().json()).isEqualTo(new JsonObject().put("status", "claimed"));
        assertThat(polled.get().header("Preference-Applied")).hasValue("wait=20");
        assertThat(polled.get().header("Access-Control-Allow-Origin")).hasValue("*");
      }
    }

    @Test
    void areAnsweredWhenNothingHappens() {
      Opened session = open();

      Answer answer = waiting(session.id, "wait=1").over(relay.port());

      assertThat(answer.json()).isEqualTo(new JsonObject().put("status", "pending"));
      assertThat(answer.header("Preference-Applied")).hasValue("wait=1");
    }

    @Test
    void areAnsweredAtOnceWhenAllIsSaid() {
      Opened session = claimed();
      call(session.id + "/deny", session.secretly());

      assertThat(waiting(session.id, "wait=20").over(relay.port()).json().getString("status"))
          .isEqualTo("denied");
      assertThat(waiting("A".repeat(24), "wait=20").over(relay.port()).status()).isEqualTo(404);
    }

    @Test
    void doNotWaitLongerThanAllowed() {
      restartWith("pollWaitMax", Duration.ofSeconds(1));
      Opened session = open();

      assertThat(waiting(session.id, "wait=999999").over(relay.port()).header("Preference-Applied"))
          .hasValue("wait=1");
    }

    @Test
    void doNotWaitForWhatIsNoTime() {
      Opened session = open();
      for (String prefer : List.of("wait", "wait=0", "wait=-1", "wait=1e9", "waits=20", "", "x")) {
        Answer answer = waiting(session.id, prefer).over(relay.port());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Preference-Applied")).as(prefer).isEmpty();
      }
    }

    @Test
    void takeNoThread() throws Exception {
      restartWith("requestsInFlightMax", 4);
      Opened session = open();
      var wires = new ArrayList<Wire>();
      try {
        for (int i = 0; i < 10; i++) {
          var wire = new Wire(relay.port());
          wires.add(wire);
          wire.send(waiting(session.id, "wait=25").bytes());
          assertThat(poll(session.id).status()).isEqualTo(200);
        }

        assertThat(call("claim", session.claim()).status()).isEqualTo(200);

        for (Wire wire : wires) {
          assertThat(wire.receive().json().getString("status")).isEqualTo("claimed");
        }
      } finally {
        for (Wire wire : wires) {
          wire.close();
        }
      }
    }

    @Test
    void areAnsweredWhenTheServerStops() throws Exception {
      Opened session = open();
      try (var wire = new Wire(relay.port())) {
        wire.send(waiting(session.id, "wait=25").bytes());
        assertThat(poll(session.id).status()).isEqualTo(200);

        relay.close();

        assertThat(wire.receive().status()).isIn(200, 503);
      }
      relay = new RelayOnPort().start();
    }
  }

  @Nested
  class Pace {

    @Test
    void letsManyPollersShareAnAddress() {
      relay.close();
      relay = new RelayOnPort();
      relay.limits =
          LimitsOf.with(
              Map.<String, Object>of(
                  "pollsPerSecond", 1, "pollBurst", 3, "addressRequestsPerSecond", 1));
      relay.start();
      for (int i = 0; i < 10; i++) {
        Opened session = open();
        for (int poll = 0; poll < 3; poll++) {
          assertThat(poll(session.id).status()).isEqualTo(200);
        }
      }
    }

    @Test
    void tellsAPollerThatNeverRests() {
      restartWith("pollBurst", 3);
      Opened session = open();
      Answer answer = poll(session.id);
      for (int i = 0; i < 200 && answer.status() == 200; i++) {
        answer = poll(session.id);
      }

      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("Retry-After")).isPresent();
      assertThat(poll(open().id).status()).isEqualTo(200);
    }
  }
}
