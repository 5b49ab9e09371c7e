package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.Shell;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R3 from outside: any single act of the disk fails once, those of the databases too, while the
/// server works. What was answered with success holds after a restart, and nothing is damaged.
class FailingActsIT {
  private static final int LARGE_BYTES = 300_000;
  private static final int NEVER = Integer.MAX_VALUE;

  @RegisterExtension private final Experiment experiment = new Experiment("R3");
  @TempDir private Path folder;

  /// Payloads by what to ask for.
  private final Map<String, String> kept = new LinkedHashMap<>();

  private final List<String> deleted = new ArrayList<>();
  private final Map<String, String> revoked = new LinkedHashMap<>();
  private final Map<String, Integer> failures = new TreeMap<>();
  private int lives;
  private int refusals;

  @Test
  void whatWasAnsweredHoldsWhicheverActFails() throws Exception {
    var lab = new Lab(folder.resolve("home"));
    FailingDisk disk = FailingDisk.compiledIn(folder, experiment);
    disk.under(lab);
    StartedServer server = lab.start();
    try {
      lab.introduce(server);
      live(lab, server);
      disk.failOnce(NEVER, FailingDisk.Error.EIO, lab.home() + "/");
      live(lab, server);
      int acts = disk.seen();
      disk.heal();
      assertThat(refusals).isZero();
      int rounds = Experiment.rounds(6, acts);
      int firstError = experiment.random().nextInt(FailingDisk.Error.values().length);
      for (int round = 0; round < rounds; round++) {
        int nth = 1 + (Experiment.IS_LONG ? round : experiment.random().nextInt(acts));
        FailingDisk.Error error =
            FailingDisk.Error.values()[(firstError + round) % FailingDisk.Error.values().length];

        server = liveAndDie(lab, server, disk, nth, error);
      }
      mustHold(lab, server, "/v1/data/life");
      lab.mustHaveAWholeLog(server);
      assertThat(server.stop()).isZero();
      Shell.Done fsck = lab.run("fsck");
      assertThat(fsck.exitCode()).describedAs(fsck.out() + fsck.err()).isZero();
      experiment.report(
          "acts of a life=%d; lives with one that failed=%d of %d %s; refused=%d with 5xx and a code;"
              + " written=%d deleted=%d revoked=%d: all hold after a restart; fsck clean",
          acts,
          failures.values().stream().mapToInt(Integer::intValue).sum(),
          rounds,
          failures,
          refusals,
          kept.size(),
          deleted.size(),
          revoked.size());
    } finally {
      server.close();
    }
  }

  /// Returns the server that was started after the one that is given died.
  private StartedServer liveAndDie(
      Lab lab, StartedServer server, FailingDisk disk, int nth, FailingDisk.Error error) {
    disk.failOnce(nth, error, lab.home() + "/");
    live(lab, server);
    disk.heal();
    mustNotTrust(lab, server, disk, error);
    String failed = "act %d: nothing".formatted(nth);
    if (disk.hasFailed()) {
      FailingDisk.Act act = disk.failedAct();
      failures.merge(act + " " + error, 1, Integer::sum);
      failed = "act %d: %s of %s: %s".formatted(nth, act, disk.failedPath(), error);
    }
    server.kill();
    try {
      StartedServer next = lab.start();
      mustHold(lab, next, "/v1/data/life" + lives + ".");
      return next;
    } catch (AssertionError e) {
      throw new AssertionError(failed, e);
    }
  }

  /// After a failed fsync nobody knows what the disk holds.
  private static void mustNotTrust(
      Lab lab, StartedServer server, FailingDisk disk, FailingDisk.Error error) {
    if (disk.hasFailed()
        && disk.failedAct() == FailingDisk.Act.SYNC
        && error == FailingDisk.Error.EIO) {
      assertThat(lab.owner(server).post("/v1/data/life.late", "{}").status())
          .describedAs(disk.failedPath())
          .isEqualTo(503);
    }
  }

  /// Writes, reads, deletes, permits and revokes.
  private void live(Lab lab, StartedServer server) {
    String name = "/v1/data/life" + ++lives;
    ingestAndRead(lab, server, name + ".large", LARGE_BYTES);
    ingestAndRead(lab, server, name + ".gone", 200);
    delete(lab, server, name + ".gone");
    ingestAndRead(lab, server, name + ".small", 200);
    permitAndRevoke(lab, server, "life" + lives + ".small");
  }

  private void ingestAndRead(Lab lab, StartedServer server, String target, int bytes) {
    byte[] noise = new byte[bytes / 2];
    experiment.random().nextBytes(noise);
    String payload = "{\"noise\":\"" + HexFormat.of().formatHex(noise) + "\"}";
    Answer answer = lab.owner(server).post(target, payload);
    if (isDone(answer, 201)) {
      kept.put(target + "?at=" + answer.json().path("collectedAt").asText(), payload);
      isDone(lab.owner(server).get(target), 200);
    }
  }

  /// A deletion that was refused may have begun: then it ends at the next start.
  private void delete(Lab lab, StartedServer server, String target) {
    if (kept.keySet().removeIf(version -> version.startsWith(target + '?'))
        && isDone(lab.owner(server).delete(target), 204)) {
      deleted.add(target);
    }
  }

  /// A revocation that was refused may have been kept all the same.
  private void permitAndRevoke(Lab lab, StartedServer server, String scope) {
    String target = "/v1/data/" + scope;
    Answer granted = lab.grantAnswer(server, scope);
    if (isDone(granted, 201)) {
      String grant = granted.json().path("grantId").asText();
      if (kept.keySet().stream().anyMatch(version -> version.startsWith(target + '?'))) {
        isDone(Lab.builder(server, grant).get(target), 200);
      }
      if (isDone(lab.owner(server).delete("/v1/grants/" + grant), 200)) {
        revoked.put(grant, target);
      }
    }
  }

  /// Whether it succeeded; otherwise it must say that the server is at fault.
  private boolean isDone(Answer answer, int success) {
    if (answer.status() == success) {
      return true;
    }
    assertThat(answer.status()).describedAs(new String(answer.body())).isBetween(500, 599);
    assertThat(answer.errorCode()).isNotEmpty();
    refusals++;
    return false;
  }

  /// @param part how the targets begin that are looked at
  private void mustHold(Lab lab, StartedServer server, String part) {
    kept.forEach((target, payload) -> {
      if (target.startsWith(part)) {
        Answer answer = lab.owner(server).get(target);
        assertThat(answer.status()).describedAs(target).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
            .describedAs(target)
            .endsWith("\"data\":" + payload + "}");
      }
    });
    deleted.stream()
        .filter(target -> target.startsWith(part))
        .forEach(target ->
            assertThat(lab.owner(server).get(target).status()).describedAs(target).isEqualTo(404));
    revoked.forEach((grant, target) -> {
      if (target.startsWith(part)) {
        assertThat(Lab.builder(server, grant).get(target).status())
            .describedAs(target)
            .isEqualTo(410);
      }
    });
  }
}
