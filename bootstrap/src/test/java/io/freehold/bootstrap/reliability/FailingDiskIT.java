package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.Shell;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.RequestSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R3 from outside: an fsync fails once. From then on nothing is acknowledged until a restart, and
/// the server says so to everybody who asks.
class FailingDiskIT {
  private static final String SESSION =
      "{\"granteeAddress\":\"%s\",\"scopes\":[\"failing.disk\"],\"app_user_id\":\"user\"}"
          .formatted(Lab.BUILDER.address());

  @RegisterExtension private final Experiment experiment = new Experiment("R3");
  @TempDir private Path folder;

  private FailingDisk disk;

  /// By version.
  private final Map<String, String> acknowledged = new LinkedHashMap<>();

  @BeforeEach
  void compile() throws IOException {
    disk = FailingDisk.compiledIn(folder, experiment);
  }

  @Test
  void neverAcknowledgesAgainAfterAFailedFsync() throws Exception {
    var lab = new Lab(folder.resolve("home"), Map.of());
    disk.under(lab);
    List<String> places = List.of("/incoming/", "/data/", "/index.db");
    for (String place : places) {
      try (var server = lab.start()) {
        ingest(lab, server);
        disk.failEachSync(place);
        assertThat(post(lab, server).status()).describedAs(place).isEqualTo(503);
        disk.heal();

        assertThat(post(lab, server).status()).describedAs(place).isEqualTo(503);
        mustSayWhy(lab, server);
        mustReadAll(lab, server);
        server.kill();
      }
    }
    try (var server = lab.start()) {
      ingest(lab, server);
      mustReadAll(lab, server);
      lab.mustHaveAWholeLog(server);
      assertThat(server.stop()).isZero();
    }
    experiment.report(
        "failed fsync at %s: acknowledged after=0, reads go on, /ready and doctor say why, restart"
            + " serves all %d",
        places, acknowledged.size());
  }

  /// Revocations are no exception, nor is what this server keeps for others: what is not on disk is
  /// not confirmed.
  @Test
  void confirmsNothingItCouldNotKeepInAnyDatabase() throws Exception {
    var lab = new Lab(folder.resolve("home"), Map.of());
    disk.under(lab);
    try (var server = lab.start()) {
      lab.introduce(server);
      server.kill();
    }
    mustNotConfirm(
        lab,
        "/state.db",
        server -> {
          String grant = lab.grant(server, "failing.disk");
          return () -> lab.owner(server).delete("/v1/grants/" + grant);
        });
    mustNotConfirm(lab, "/gateway/registry.db", server -> () -> lab.grantAnswer(server, "a.b"));
    mustNotConfirm(
        lab,
        "/relay/relay.db",
        server -> {
          ApiClient builder = builderAtTheRelay(server);
          Supplier<Answer> begin = () -> builder.post("/v1/session/init", SESSION);
          // What is signed within the second a server began in is refused.
          await(() -> begin.get().status() == 200);
          return begin;
        });
    experiment.report(
        "failed fsync at /state.db, /gateway/registry.db, /relay/relay.db: no revocation, no grant,"
            + " no session confirmed");
  }

  /// @param prepared what is to be refused, on a server that works yet
  private void mustNotConfirm(
      Lab lab, String place, Function<StartedServer, Supplier<Answer>> prepared) {
    try (var server = lab.start()) {
      Supplier<Answer> act = prepared.apply(server);
      disk.failEachSync(place);
      assertThat(act.get().status()).describedAs(place).isBetween(500, 599);
      disk.heal();
      assertThat(act.get().status()).describedAs(place).isBetween(500, 599);
      mustSayWhy(lab, server);
      server.kill();
    }
  }

  private static ApiClient builderAtTheRelay(StartedServer server) {
    var signer = new RequestSigner(Lab.BUILDER, InstantSource.system());
    return new ApiClient(server.url("relay"), new ApiClient.Credential.Signed(signer));
  }

  /// Without a record nothing is read (T53): a log that cannot be kept ends reading as well.
  @Test
  void readsNothingWhenTheLogCannotBeKept() throws Exception {
    var lab = new Lab(folder.resolve("home"), Map.of());
    disk.under(lab);
    try (var server = lab.start()) {
      ingest(lab, server);
      disk.failEachSync("/logs/");
      await(() -> {
        var _ = lab.owner(server).get("/v1/data");
        return Lab.anybody(server).get("/ready").status() == 503;
      });
      disk.heal();

      assertThat(post(lab, server).status()).isEqualTo(503);
      assertThat(lab.owner(server).get("/v1/data/failing.disk").status()).isEqualTo(503);
      mustSayWhy(lab, server);
      server.kill();
    }
    try (var server = lab.start()) {
      mustReadAll(lab, server);
      lab.mustHaveAWholeLog(server);
      assertThat(server.stop()).isZero();
    }
    experiment.report("failed fsync at /logs/: read after=0, restart serves all");
  }

  private static void await(BooleanSupplier condition) {
    for (int i = 0; i < 600; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    throw new AssertionError("did not happen within a minute");
  }

  private Answer post(Lab lab, StartedServer server) {
    return lab.owner(server).post("/v1/data/failing.disk", payload());
  }

  private String payload() {
    return "{\"n\":" + experiment.random().nextInt() + "}";
  }

  private void ingest(Lab lab, StartedServer server) {
    for (int i = 0; i < 3; i++) {
      String payload = payload();
      Answer answer = lab.owner(server).post("/v1/data/failing.disk", payload);
      assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(201);
      acknowledged.put(answer.json().path("collectedAt").asText(), payload);
    }
  }

  private void mustReadAll(Lab lab, StartedServer server) {
    acknowledged.forEach((version, payload) -> {
      Answer answer = lab.owner(server).get("/v1/data/failing.disk?at=" + version);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .endsWith("\"data\":" + payload + "}");
    });
  }

  private static void mustSayWhy(Lab lab, StartedServer server) {
    Answer ready = Lab.anybody(server).get("/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().path("reasons").toString())
        .contains("the disk failed to keep a write", "restart");
    Shell.Done doctor = lab.run(server, "doctor");
    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(doctor.out()).contains("the disk failed to keep a write");
  }
}
