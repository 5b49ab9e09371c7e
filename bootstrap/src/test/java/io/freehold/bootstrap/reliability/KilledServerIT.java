package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.StartedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R1: whatever was answered with 201 is there after the process was killed, byte for byte.
class KilledServerIT {
  private static final int CLIENTS = 8;
  private static final int SCOPES = 3;
  private static final int ACKNOWLEDGED_BEFORE_MAX = 40;
  private static final int LIVES_MILLIS_MAX = 300;
  private static final int STARTS_MILLIS_MAX = 1_000;
  private static final int PAYLOAD_MAX = 12_000;

  /// One file in so many is larger than what the server holds in memory at once.
  private static final int LARGE_ONE_IN = 20;

  private static final int LARGE_PAYLOAD_MIN = 300_000;

  /// Half of all starts; a single one may take three times as long on a machine shared by others.
  private static final long START_MILLIS_MAX = 3_000;

  @RegisterExtension private final Experiment experiment = new Experiment("R1");
  @TempDir private Path folder;

  private final AtomicLong number = new AtomicLong();

  private final List<Long> startMillis = new ArrayList<>();

  /// What a client was promised.
  private record Acknowledged(String scope, String collectedAt, int length, String sha256) {
    boolean isLarge() {
      return length >= LARGE_PAYLOAD_MIN;
    }
  }

  @Test
  void losesNothingItAcknowledged() throws Exception {
    var lab = new Lab(folder.resolve("home"));
    int rounds = Experiment.rounds(20, 1_000);
    var all = new ArrayList<Acknowledged>();
    long adopted = 0;
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        if (round % 4 == 3) {
          killWhileStarting(lab);
        }
        List<Acknowledged> promised = ingestUntilKilled(lab, clients);
        try (var server = started(lab)) {
          promised.forEach(one -> mustBeThere(lab, server, one));
          all.addAll(promised);
          adopted = mustBeTidy(lab, server) - all.size();
          lab.mustHaveAWholeLog(server);
          server.kill();
        }
      }
    }
    try (var server = lab.start()) {
      all.forEach(one -> mustBeThere(lab, server, one));
      assertThat(lab.run(server, "audit verify").exitCode()).isZero();
      assertThat(server.stop()).isZero();
    }
    mustPassFsck(lab);
    startMillis.sort(null);
    long median = startMillis.get(startMillis.size() / 2);
    experiment.report(
        "rounds=%d acknowledged=%d, %d of them larger than is held in memory, lost=0 wrong=0"
            + " adopted=%d log=holds fsck=clean; starts after a kill: half within %d ms, all within"
            + " %d ms",
        rounds,
        all.size(),
        all.stream().filter(Acknowledged::isLarge).count(),
        adopted,
        median,
        startMillis.getLast());
    assertThat(median).isLessThan(START_MILLIS_MAX);
    assertThat(startMillis.getLast()).isLessThan(3 * START_MILLIS_MAX);
  }

  private StartedServer started(Lab lab) {
    long begin = System.nanoTime();
    StartedServer server = lab.start();
    startMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    return server;
  }

  private List<Acknowledged> ingestUntilKilled(
      Lab lab, java.util.concurrent.ExecutorService clients) throws Exception {
    var promised = new ArrayList<Acknowledged>();
    var some = new CountDownLatch(experiment.random().nextInt(ACKNOWLEDGED_BEFORE_MAX));
    try (var server = started(lab)) {
      List<Future<List<Acknowledged>>> journals = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        journals.add(clients.submit(client(lab, server, experiment.random().nextLong(), some)));
      }
      assertThat(some.await(1, TimeUnit.MINUTES)).isTrue();
      TimeUnit.MILLISECONDS.sleep(experiment.random().nextInt(LIVES_MILLIS_MAX));
      server.kill();
      for (Future<List<Acknowledged>> journal : journals) {
        promised.addAll(journal.get());
      }
    }
    return promised;
  }

  /// Ingests as fast as it can, until there is nobody to talk to any more.
  private Callable<List<Acknowledged>> client(
      Lab lab, StartedServer server, long seed, CountDownLatch some) {
    var random = new Random(seed);
    return () -> {
      var journal = new ArrayList<Acknowledged>();
      try (var line = new Line(server.url("server"))) {
        while (true) {
          String scope = "killed.scope" + random.nextInt(SCOPES);
          byte[] payload = payload(random);
          Line.Reply reply =
              line.send(Line.post("/v1/data/" + scope, lab.bearer(), payload)).receive();
          assertThat(reply.status()).describedAs(reply.text()).isEqualTo(201);
          journal.add(
              new Acknowledged(
                  scope, collectedAt(reply.text()), payload.length, Hashes.sha256(payload)));
          some.countDown();
        }
      } catch (IOException e) {
        return journal;
      }
    };
  }

  private byte[] payload(Random random) {
    int least = random.nextInt(LARGE_ONE_IN) == 0 ? LARGE_PAYLOAD_MIN : 0;
    byte[] noise = new byte[(least + random.nextInt(PAYLOAD_MAX)) / 2];
    random.nextBytes(noise);
    return "{\"n\":%d,\"noise\":\"%s\"}"
        .formatted(number.incrementAndGet(), HexFormat.of().formatHex(noise))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String collectedAt(String answer) {
    return answer.replaceAll(".*\"collectedAt\":\"([^\"]+)\".*", "$1");
  }

  private void killWhileStarting(Lab lab) throws InterruptedException {
    Process process = lab.shell().start("exec " + Lab.launched("start"));
    TimeUnit.MILLISECONDS.sleep(experiment.random().nextInt(STARTS_MILLIS_MAX));
    process.destroyForcibly().waitFor();
  }

  private static void mustBeThere(Lab lab, StartedServer server, Acknowledged one) {
    var found = lab.owner(server).get("/v1/data/" + one.scope() + "?at=" + one.collectedAt());
    assertThat(found.status()).describedAs("lost %s", one).isEqualTo(200);
    byte[] body = found.body();
    int begin = body.length - 1 - one.length();
    assertThat(new String(body, 0, begin, StandardCharsets.UTF_8))
        .contains("\"collectedAt\":\"" + one.collectedAt() + "\"")
        .endsWith("\"data\":");
    assertThat(Hashes.sha256(Arrays.copyOfRange(body, begin, body.length - 1)))
        .isEqualTo(one.sha256());
    assertThat(found.etag()).isEqualTo('"' + Hashes.sha256(found.body()) + '"');
  }

  /// What was written and not acknowledged is either a version or gone.
  private static long mustBeTidy(Lab lab, StartedServer server) {
    long versions = lab.versions(server);
    assertThat(lab.filesIn("incoming")).isZero();
    assertThat(lab.filesIn("data")).isEqualTo(versions);
    return versions;
  }

  private static void mustPassFsck(Lab lab) {
    var fsck = lab.run("fsck");
    assertThat(fsck.exitCode()).describedAs(fsck.out() + fsck.err()).isZero();
  }
}
