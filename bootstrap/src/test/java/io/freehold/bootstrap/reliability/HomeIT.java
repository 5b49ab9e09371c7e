package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.Shell;
import io.freehold.bootstrap.acceptance.StartedServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R20, R21, threat T73: a home of another version, a home that is in use, a home half made.
class HomeIT {
  /// Where SQLite keeps `user_version` in the head of a file.
  private static final int SCHEMA_STEP_OFFSET = 60;

  @RegisterExtension private final Experiment experiment = new Experiment("R20/R21");
  @TempDir private Path folder;

  @Test
  void refusesAHomeOfANewerVersion() throws IOException {
    var lab = new Lab(folder.resolve("home"));
    try (var server = lab.start()) {
      assertThat(lab.owner(server).post("/v1/data/kept.here", "{\"n\":1}").status()).isEqualTo(201);
      assertThat(server.stop()).isZero();
    }
    for (String database : List.of("state.db", "gateway/registry.db")) {
      Path file = lab.home().resolve(database);
      byte[] before = Files.readAllBytes(file);
      setSchemaStep(file, 999);

      Shell.Done refused = lab.run("start");

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .contains("newer version of this server", "999")
          .doesNotContain("Exception")
          .doesNotContain("\tat ");
      Files.write(file, before);
    }
    try (var server = lab.start()) {
      assertThat(lab.owner(server).get("/v1/data/kept.here").status()).isEqualTo(200);
      assertThat(server.stop()).isZero();
    }
    experiment.report("R20 newer=2 databases refused with exit code 1 and a sentence, data kept");
  }

  /// The index is no truth of its own: one that this version cannot read is refused like any other
  /// database, may be deleted, and is made again.
  @Test
  void anIndexOfANewerVersionCostsNoData() throws IOException {
    var lab = new Lab(folder.resolve("home"));
    try (var server = lab.start()) {
      assertThat(lab.owner(server).post("/v1/data/kept.here", "{\"n\":1}").status()).isEqualTo(201);
      assertThat(server.stop()).isZero();
    }
    setSchemaStep(lab.home().resolve("index.db"), 999);

    Shell.Done first = lab.run("reindex");
    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(first.err())
        .contains("newer version of this server")
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
    Files.delete(lab.home().resolve("index.db"));
    try (var server = lab.start()) {
      assertThat(lab.owner(server).get("/v1/data/kept.here").status()).isEqualTo(200);
      assertThat(server.stop()).isZero();
    }
    experiment.report("R20 newer index: refused with exit code 1 and a sentence, data kept");
  }

  private static void setSchemaStep(Path file, int step) throws IOException {
    try (var database = new RandomAccessFile(file.toFile(), "rw")) {
      database.seek(SCHEMA_STEP_OFFSET);
      database.writeInt(step);
    }
  }

  /// A first start creates databases step by step; killed anywhere, the next one finishes them.
  @Test
  void aFirstStartThatIsKilledIsFinishedByTheNext() throws Exception {
    int rounds = Experiment.rounds(5, 200);
    for (int round = 0; round < rounds; round++) {
      Path home = folder.resolve("home" + round);
      Shell shell =
          new Shell(folder)
              .with("FREEHOLD_HOME", home.toString())
              .with("FREEHOLD_SERVER_PORT", "0")
              .with("FREEHOLD_GATEWAY_PORT", "0")
              .with("FREEHOLD_CONSOLE_PORT", "0");
      Process process = shell.start("exec " + Lab.launched("start"));
      TimeUnit.MILLISECONDS.sleep(150 + experiment.random().nextInt(500));
      process.destroyForcibly().waitFor();
      var lab = new Lab(home);
      try (var server = lab.start()) {
        assertThat(lab.owner(server).get("/v1/data").status()).isEqualTo(200);
        lab.mustHaveAWholeLog(server);
      }
    }
    experiment.report("R20 first starts killed=%d finished by the next=%d", rounds, rounds);
  }

  @Test
  void oneServerAtATimeHasAHome() throws Exception {
    var lab = new Lab(folder.resolve("home"));
    int rounds = Experiment.rounds(2, 50);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        List<Future<StartedServer>> racers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          Callable<StartedServer> start = lab::start;
          racers.add(threads.submit(start));
        }
        List<StartedServer> running = new ArrayList<>();
        for (var racer : racers) {
          try {
            running.add(racer.get());
          } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e.getCause())
                .hasMessageContaining("in use")
                .hasMessageContaining("exit code 1:");
          }
        }
        assertThat(running).hasSize(1);
        StartedServer winner = running.getFirst();
        mustRefuseASecond(lab, winner);
        winner.kill();
      }
    }
    try (var after = lab.start()) {
      assertThat(after.stop()).isZero();
    }
    experiment.report(
        "R21 rounds=%d of three at once: one runs; the others and a later one end with exit code 1"
            + " and a sentence; after kill -9 the next takes over",
        rounds);
  }

  private static void mustRefuseASecond(Lab lab, StartedServer winner) {
    Shell.Done second = lab.run("start");
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err())
        .contains(lab.home().toString(), "in use", "process " + winner.processId())
        .doesNotContain("Exception");
    assertThat(Lab.anybody(winner).get("/health").status()).isEqualTo(200);
  }
}
