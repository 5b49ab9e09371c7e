package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.Shell;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R3 from outside: an fsync fails once. From then on nothing is acknowledged until a restart, and
/// the server says so to everybody who asks.
class FailingDiskIT {
  @RegisterExtension private final Experiment experiment = new Experiment("R3");
  @TempDir private Path folder;

  private Path library;
  private Path fault;
  private final List<String> acknowledged = new ArrayList<>();

  @BeforeEach
  void compile() throws IOException {
    library = folder.resolve("failing-fsync.so");
    fault = folder.resolve("fault");
    Path source = folder.resolve("failing-fsync.c");
    try (var in = getClass().getResourceAsStream("/reliability/failing-fsync.c")) {
      Files.copy(java.util.Objects.requireNonNull(in), source, StandardCopyOption.REPLACE_EXISTING);
    }
    Shell.Done gcc =
        new Shell(folder).run("gcc -shared -fPIC -O1 -o '" + library + "' '" + source + "' -ldl");
    if (gcc.exitCode() != 0) {
      experiment.cannotBeTried("no C compiler to make fsync fail with: " + gcc.err().strip());
    }
  }

  @Test
  void neverAcknowledgesAgainAfterAFailedFsync() throws Exception {
    var lab = new Lab(folder.resolve("home"), Map.of());
    lab.with("LD_PRELOAD", library.toString()).with("FAULT_FILE", fault.toString());
    List<String> places = List.of("/incoming/", "/data/", "/index.db");
    for (String place : places) {
      try (var server = lab.start()) {
        ingest(lab, server);
        Files.writeString(fault, place);
        assertThat(post(lab, server).status()).describedAs(place).isEqualTo(503);
        Files.delete(fault);

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

  /// Revocations are no exception: one that is not on disk is not confirmed.
  @Test
  void confirmsNoRevocationItCouldNotKeep() throws Exception {
    var lab = new Lab(folder.resolve("home"), Map.of());
    lab.with("LD_PRELOAD", library.toString()).with("FAULT_FILE", fault.toString());
    try (var server = lab.start()) {
      lab.introduce(server);
      ingest(lab, server);
      String grant = lab.grant(server, "failing.disk");
      Files.writeString(fault, "/state.db");
      assertThat(lab.owner(server).delete("/v1/grants/" + grant).status()).isEqualTo(503);
      Files.delete(fault);
      mustSayWhy(lab, server);
      server.kill();
    }
    experiment.report("failed fsync at /state.db: revocation not confirmed (503)");
  }

  /// Without a record nothing is read (T53): a log that cannot be kept ends reading as well.
  @Test
  void readsNothingWhenTheLogCannotBeKept() throws Exception {
    var lab = new Lab(folder.resolve("home"), Map.of());
    lab.with("LD_PRELOAD", library.toString()).with("FAULT_FILE", fault.toString());
    try (var server = lab.start()) {
      ingest(lab, server);
      Files.writeString(fault, "/logs/");
      await(() -> {
        var _ = lab.owner(server).get("/v1/data");
        return Lab.anybody(server).get("/ready").status() == 503;
      });
      Files.delete(fault);

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

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("did not happen within a minute");
  }

  private Answer post(Lab lab, StartedServer server) {
    return lab.owner(server)
        .post("/v1/data/failing.disk", "{\"n\":" + experiment.random().nextInt() + "}");
  }

  private void ingest(Lab lab, StartedServer server) {
    for (int i = 0; i < 3; i++) {
      Answer answer = post(lab, server);
      assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(201);
      acknowledged.add(answer.json().path("collectedAt").asText());
    }
  }

  private void mustReadAll(Lab lab, StartedServer server) {
    for (String version : acknowledged) {
      assertThat(lab.owner(server).get("/v1/data/failing.disk?at=" + version).status())
          .isEqualTo(200);
    }
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
