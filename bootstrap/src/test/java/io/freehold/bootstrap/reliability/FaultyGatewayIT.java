package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.reliability.FaultyGateway.Manner;
import io.freehold.bootstrap.reliability.FaultyGateway.Said;
import io.freehold.domain.GrantId;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R14, R15, threats T12, T13 and T15: a gateway that fails, and one that lies. The owner never
/// notices; a builder is refused; nobody waits for ever.
class FaultyGatewayIT {
  private static final String TARGET = "/v1/data/gateway.fails";
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  /// A builder's read asks the gateway for the builder and for the grant: two timeouts, and as much
  /// again for a busy machine.
  private static final Duration REFUSED_WITHIN = TIMEOUT.multipliedBy(4);

  @RegisterExtension private final Experiment experiment = new Experiment("R14/R15");
  @TempDir private Path folder;

  private Lab gatewayLab;
  private StartedServer gatewayServer;
  private FaultyGateway gateway;
  private Lab lab;
  private StartedServer server;
  private String grant;

  @BeforeEach
  void start() throws Exception {
    gatewayLab = new Lab(folder.resolve("gateway"));
    gatewayServer = gatewayLab.start();
    gateway = new FaultyGateway(gatewayServer.url("gateway"));
    lab =
        new Lab(
            folder.resolve("home"),
            Map.of(
                "FREEHOLD_GATEWAY_MODE", "remote",
                "FREEHOLD_GATEWAY_URL", gateway.url(),
                "FREEHOLD_GRANTS_MAX_AGE_SECONDS", "0",
                "FREEHOLD_LIMITS_GATEWAY_ANSWER_BYTES_MAX", "100000"));
    try (StartedServer patient = lab.start()) {
      lab.introduce(patient, gateway.url());
      assertThat(lab.owner(patient).post(TARGET, "{\"n\":1}").status()).isEqualTo(201);
      grant = lab.grant(patient, "gateway.fails");
    }
    lab.with("FREEHOLD_LIMITS_GATEWAY_TIMEOUT", TIMEOUT.toMillis() + "ms");
    server = lab.start();
    awaitReadable();
  }

  @AfterEach
  void stop() {
    server.close();
    gateway.close();
    gatewayServer.close();
  }

  private Answer read(String id) {
    return Lab.builder(server, id).get(TARGET);
  }

  private Map<String, Manner> failures() {
    var all = new LinkedHashMap<String, Manner>();
    all.put(
        "closes the connection",
        (_, _) -> {
          throw new IOException("no answer");
        });
    all.put("hangs", (_, _) -> gateway.hang());
    all.put("answers 500", (exchange, _) -> FaultyGateway.say(exchange, new Said(500, "{}")));
    all.put(
        "redirects",
        (exchange, _) -> {
          exchange.getResponseHeaders().set("Location", gateway.url() + "/health");
          exchange.sendResponseHeaders(302, -1);
        });
    all.put(
        "dribbles",
        (exchange, _) -> {
          exchange.sendResponseHeaders(200, 0);
          endless(exchange.getResponseBody(), " ".getBytes(StandardCharsets.UTF_8), 50);
        });
    all.put(
        "never ends",
        (exchange, _) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("{\"data\":\"".getBytes(StandardCharsets.UTF_8));
          endless(
              exchange.getResponseBody(), "x".repeat(8_000).getBytes(StandardCharsets.UTF_8), 0);
        });
    all.put("says nothing", says(_ -> ""));
    all.put("says what is no JSON", says(_ -> "<html>Welcome to the hotel's network</html>"));
    all.put("says half of it", says(body -> body.substring(0, body.length() / 2)));
    all.put("says null", says(_ -> "null"));
    all.put("says a list", says(_ -> "[]"));
    all.put("says data of no kind", says(_ -> "{\"data\":[1,2,3]}"));
    all.put("says numbers for texts", says(body -> body.replaceAll("\"0x[0-9a-fA-F]+\"", "7")));
    all.put("nests deeply", says(_ -> "{\"data\":" + "[".repeat(9_000) + "]".repeat(9_000) + "}"));
    all.put(
        "says it twice", says(body -> body.substring(0, body.length() - 1) + ",\"data\":null}"));
    return all;
  }

  private static Manner says(UnaryOperator<String> change) {
    return (exchange, honest) -> {
      Said said = honest.ask();
      FaultyGateway.say(exchange, said.with(change.apply(said.body())));
    };
  }

  private static void endless(OutputStream out, byte[] piece, long pauseMillis) {
    try {
      while (true) {
        out.write(piece);
        out.flush();
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
    } catch (IOException | InterruptedException e) {
      // The client has heard enough.
    }
  }

  @Test
  void aGatewayThatFailsKeepsNobodyWaitingAndLetsNobodyIn() throws Exception {
    Duration slowest = Duration.ZERO;
    Duration slowestOfTheOwner = Duration.ZERO;
    for (var failure : failures().entrySet()) {
      gateway.answer(failure.getValue());
      for (int i = 0; i < 2; i++) {
        long begin = System.nanoTime();
        Answer refused = read(grant);
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(refused.status()).describedAs(failure.getKey()).isEqualTo(503);
        assertThat(refused.errorCode()).isEqualTo("GATEWAY_ERROR");
        assertThat(taken).describedAs(failure.getKey()).isLessThan(REFUSED_WITHIN);
        slowest = max(slowest, taken);
      }
      long begin = System.nanoTime();
      Answer served = lab.owner(server).get(TARGET);
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(served.status()).describedAs(failure.getKey()).isEqualTo(200);
      assertThat(taken).describedAs(failure.getKey()).isLessThan(REFUSED_WITHIN);
      slowestOfTheOwner = max(slowestOfTheOwner, taken);
      gateway.answer(FaultyGateway.HONEST);
      awaitReadable();
    }
    lab.mustHaveAWholeLog(server);
    experiment.report(
        "R14 failures=%d: builder refused with 503 each time, owner served, recovered each time;"
            + " slowest refusal %d ms, slowest read of the owner %d ms",
        failures().size(), slowest.toMillis(), slowestOfTheOwner.toMillis());
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /// The breaker closes again, and the builder reads.
  private void awaitReadable() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      if (read(grant).status() == 200) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("does not recover");
  }

  @Test
  void aGatewayThatHangsIsLeftAloneForAWhile() throws Exception {
    gateway.answer((_, _) -> gateway.hang());
    int calls = 0;
    int before;
    do {
      before = gateway.asked();
      assertThat(read(grant).status()).isEqualTo(503);
      calls++;
    } while (gateway.asked() > before && calls < 50);
    assertThat(calls).describedAs("the breaker opens").isBetween(2, 49);
    gateway.answer(FaultyGateway.HONEST);
    awaitReadable();
    experiment.report("R14 breaker opened after %d calls, closed again", calls - 1);
  }

  /// Lists of grants lead from page to page; this one in a circle, for ever new.
  @Test
  void aListThatNeverEndsEnds() {
    gateway.answer((exchange, honest) -> {
      Said said = honest.ask();
      FaultyGateway.say(
          exchange,
          exchange.getRequestURI().toString().contains("grants?")
              ? said.with(
                  said.body()
                      .replaceAll("\"nextCursor\":(null|\"[^\"]*\")", "\"nextCursor\":\"0\"")
                      .replace(
                          grant, "0x" + Hashes.sha256(Long.toString(System.nanoTime()).getBytes())))
              : said);
    });
    int before = gateway.asked();

    Answer listed = lab.owner(server).get("/v1/grants");

    assertThat(listed.status()).isIn(200, 503);
    assertThat(gateway.asked() - before).isBetween(10, 300);
    experiment.report(
        "R14 cursor in circles: answered %d after %d calls",
        listed.status(), gateway.asked() - before);
  }

  @Test
  void aGatewayThatLiesLetsNobodyIn() throws Exception {
    String other = lab.grant(server, "gateway.other");
    String unknown = "0x" + "ab".repeat(32);
    String honest = grantBody(grant);

    refuses(503, "invents a grant", unknown, body -> honestElse(body, honest));
    refuses(
        403, "widens the scopes", other, body -> body.replace("gateway.other", "gateway.fails"));
    refuses(403, "widens to all", other, body -> body.replace("gateway.other", "*"));
    refuses(
        403,
        "makes it out to somebody else",
        grant,
        body -> body.replaceAll("(\"granteeId\":\")0x[0-9a-f]{64}", "$10x" + "11".repeat(32)));
    refuses(
        403,
        "signs it itself",
        grant,
        body ->
            body.replaceAll("\"0x[0-9a-f]{130}\"", "\"" + Lab.BUILDER.sign("x").value() + "\""));
    refuses(
        503,
        "leaves the signature out",
        grant,
        body -> body.replaceAll("\"0x[0-9a-f]{130}\"", "\"0x\""));

    gateway.answer(FaultyGateway.HONEST);
    awaitReadable();
    mustNotHideARevocationMadeHere(honest);
    mustNotTakeBackARevocationItTold();
    lab.mustHaveAWholeLog(server);
    experiment.report("R15 lies=6 refused; hidden revocations=2 found, under another id as well");
  }

  private static String honestElse(String body, String honest) {
    return body.contains("\"data\"") ? body : honest;
  }

  /// A lie about grants; everything else is honest.
  private void refuses(int status, String lie, String id, UnaryOperator<String> change) {
    gateway.answer(lyingAboutGrants(change));
    Answer answer = read(id);
    assertThat(answer.status())
        .describedAs("%s: %s", lie, new String(answer.body()))
        .isEqualTo(status);
  }

  private static Manner lyingAboutGrants(UnaryOperator<String> change) {
    return (exchange, honest) -> {
      Said said = honest.ask();
      boolean isAboutGrants = exchange.getRequestURI().getPath().startsWith("/v1/grants/");
      FaultyGateway.say(exchange, isAboutGrants ? new Said(200, change.apply(said.body())) : said);
    };
  }

  private String grantBody(String id) {
    return new String(
        new ApiClient(gatewayServer.url("gateway"), new Credential.None())
            .get("/v1/grants/" + id)
            .body(),
        StandardCharsets.UTF_8);
  }

  private void mustNotHideARevocationMadeHere(String before) {
    assertThat(lab.owner(server).delete("/v1/grants/" + grant).status()).isEqualTo(200);
    gateway.answer(lyingAboutGrants(_ -> before));
    assertThat(read(grant).status()).isEqualTo(410);

    String alias = "0x" + "cd".repeat(32);
    gateway.answer(lyingAboutGrants(_ -> before.replace(grant, alias)));
    assertThat(read(alias).status()).isEqualTo(410);

    server.kill();
    server = lab.start();
    assertThat(read(alias).status()).isEqualTo(410);
    gateway.answer(FaultyGateway.HONEST);
  }

  /// The owner revokes at the gateway itself; it says so once and then denies it.
  private void mustNotTakeBackARevocationItTold() {
    String told = lab.grant(server, "gateway.fails");
    assertThat(read(told).status()).isEqualTo(200);
    String before = grantBody(told);
    revokeAtTheGateway(told);
    assertThat(read(told).status()).isEqualTo(410);

    gateway.answer(lyingAboutGrants(_ -> before));
    assertThat(read(told).status()).isEqualTo(410);

    server.kill();
    server = lab.start();
    assertThat(read(told).status()).isEqualTo(410);
    String alias = "0x" + "ef".repeat(32);
    gateway.answer(lyingAboutGrants(_ -> before.replace(told, alias)));
    assertThat(read(alias).status()).isEqualTo(410);
    gateway.answer(FaultyGateway.HONEST);
  }

  private void revokeAtTheGateway(String id) {
    var message = new GrantRevocation(Lab.OWNER.address(), new GrantId(id));
    Answer revoked =
        new ApiClient(
                gatewayServer.url("gateway"),
                new Credential.Header("Web3Signed " + Lab.OWNER.sign(message).value()))
            .delete(
                "/v1/grants/" + id, "{\"grantorAddress\":\"" + Lab.OWNER.address().value() + "\"}");
    assertThat(revoked.status()).describedAs(new String(revoked.body())).isEqualTo(200);
  }

  /// Threat T19: somebody reads slowly, nobody else reads, and the owner revokes elsewhere.
  @Test
  void aRevocationElsewhereEndsWhatIsBeingSent() throws Exception {
    byte[] large = ("{\"large\":\"" + "x".repeat(40 << 20) + "\"}").getBytes();
    assertThat(lab.owner(server).post(TARGET, large).status()).isEqualTo(201);
    String header = Lab.signerOf(grant).header(server.url("server"), "GET", TARGET, new byte[0]);
    try (var line = new Line(server.url("server")).send(Line.get(TARGET, header))) {
      long length = line.receiveHead().length();

      revokeAtTheGateway(grant);
      long received = slowly(line, length);

      assertThat(received).isLessThan(length);
      experiment.report(
          "T19 revoked elsewhere: cut after %d of %d bytes that were read slowly",
          received, length);
    }
  }

  /// Takes 256 KB every tenth of a second, until nothing more comes.
  private static long slowly(Line line, long length) throws Exception {
    int piece = 256 << 10;
    long received = 0;
    for (long last = piece; last == piece && received < length; received += last) {
      TimeUnit.MILLISECONDS.sleep(100);
      last = line.skip(Math.min(piece, length - received));
    }
    return received;
  }
}
