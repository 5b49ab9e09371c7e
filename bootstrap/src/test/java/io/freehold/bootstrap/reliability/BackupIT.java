package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.bootstrap.acceptance.Shell;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.domain.storage.MasterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R22: a backup made at any moment is restored elsewhere, byte for byte, and a bad one never is.
class BackupIT {
  private static final int CLIENTS = 4;
  private static final int SCOPES = 3;
  private static final int PAUSE_MILLIS_MAX = 500;
  private static final int BETWEEN_WRITES_MILLIS_MAX = 30;

  /// They come while a backup is made, and every later one has them too: the experiment is to end.
  private static final int WRITES_OF_A_ROUND = 200;

  private static final int KILLED_AFTER_MILLIS_MAX = 4_000;
  private static final int WRITING_MILLIS_MAX = 300;
  private static final String PASSPHRASE = "correct horse battery staple";

  @TempDir private static Path shared;

  /// With data, and no server: what several experiments make backups of.
  private static Lab stopped;

  private static Path passphrase;
  private static Path madeBefore;

  @RegisterExtension private final Experiment experiment = new Experiment("R22");
  @TempDir private Path folder;

  @BeforeAll
  static void makeAHomeAndABackup() throws IOException {
    stopped = new Lab(shared.resolve("home"), Map.of("FREEHOLD_PASSPHRASE", PASSPHRASE));
    passphrase = Files.writeString(shared.resolve("passphrase"), PASSPHRASE);
    madeBefore = shared.resolve("backup");
    try (var server = stopped.start()) {
      ingest(stopped, server, 60);
      assertThat(server.stop()).isZero();
    }
    mustSucceed(
        stopped.run("backup '%s' --passphrase-file '%s'".formatted(madeBefore, passphrase)));
  }

  @Test
  void isWholeAtEveryMomentWhileTheServerIngests() throws Exception {
    Lab lab = lab();
    int rounds = Experiment.rounds(2, 60);
    long restored = 0;
    try (var server = lab.start();
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var acknowledged = new ConcurrentLinkedQueue<String>();
      var mayWrite = new Semaphore(0);
      var isOver = new AtomicBoolean();
      var running = new ArrayList<java.util.concurrent.Future<Void>>();
      for (int i = 0; i < CLIENTS; i++) {
        long seed = experiment.random().nextLong();
        running.add(clients.submit(client(lab, server, seed, acknowledged, mayWrite, isOver)));
      }
      try {
        for (int round = 0; round < rounds; round++) {
          mayWrite.release(WRITES_OF_A_ROUND);
          TimeUnit.MILLISECONDS.sleep(experiment.random().nextInt(PAUSE_MILLIS_MAX));
          List<String> before = List.copyOf(acknowledged);
          Path backup = folder.resolve("backup" + round);
          mustSucceed(lab.run(server, "backup '" + backup + "'"));
          mayWrite.drainPermits();

          boolean isLookedOver = Experiment.IS_LONG || round == rounds - 1;
          Map<String, String> found =
              restoredElsewhere(lab, backup, folder.resolve("elsewhere" + round), isLookedOver);

          assertThat(found.keySet()).containsAll(before);
          assertThat(data(lab.home())).containsAllEntriesOf(found);
          restored += found.size();
        }
      } finally {
        isOver.set(true);
        mayWrite.release(CLIENTS);
      }
      for (var client : running) {
        client.get();
      }
      lab.mustHaveAWholeLog(server);
      assertThat(server.stop()).isZero();
    }
    experiment.report("rounds=%d versions restored=%d lost=0 wrong=0", rounds, restored);
  }

  private static Map<String, String> restoredElsewhere(
      Lab lab, Path backup, Path elsewhere, boolean isLookedOver) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    mustSucceed(lab.run("restore '%s' --to '%s'".formatted(backup, elsewhere)));
    if (isLookedOver) {
      mustSucceed(lab.run("restore --verify '" + backup + "'"));
      mustSucceed(
          lab.shell().with("FREEHOLD_HOME", elsewhere.toString()).run(Lab.launched("fsck")));
    }
    return data(elsewhere);
  }

  private Callable<Void> client(
      Lab lab,
      StartedServer server,
      long seed,
      ConcurrentLinkedQueue<String> acknowledged,
      Semaphore mayWrite,
      AtomicBoolean isOver) {
    var random = new Random(seed);
    return () -> {
      mayWrite.acquire();
      while (!isOver.get()) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(BETWEEN_WRITES_MILLIS_MAX));
        // A connection would not outlast the time in which nobody writes.
        try (var line = new Line(server.url("server"))) {
          acknowledged.add(written(line, lab, random));
        }
        mayWrite.acquire();
      }
      return null;
    };
  }

  /// Writes a version; the name of its file.
  private static String written(Line line, Lab lab, Random random) throws IOException {
    String scope = "kept.scope" + random.nextInt(SCOPES);
    byte[] payload = payload(random, random.nextInt(4_000));
    Line.Reply reply = line.send(Line.post("/v1/data/" + scope, lab.bearer(), payload)).receive();
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(201);
    String time = new JsonMapper().readTree(reply.text()).path("collectedAt").asText();
    return "data/" + scope.replace('.', '/') + "/" + time.replace(':', '-') + ".json";
  }

  private static byte[] payload(Random random, int bytes) {
    byte[] noise = new byte[bytes];
    random.nextBytes(noise);
    return ("{\"noise\":\"" + HexFormat.of().formatHex(noise) + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /// The restore is killed at any moment: the home is not used by half, and the next restore ends
  /// well.
  @Test
  void aRestoreThatIsKilledIsFinishedOrBegunAnew() throws Exception {
    Map<String, String> kept = data(stopped.home());
    int rounds = Experiment.rounds(2, 100);
    int interrupted = 0;
    for (int round = 0; round < rounds; round++) {
      Path home = folder.resolve("killed" + round);
      Shell shell = stopped.shell().with("FREEHOLD_HOME", home.toString());
      Process process = shell.start("exec " + Lab.launched("restore '" + madeBefore + "'"));
      boolean isToBeWriting = round % 2 == 0;
      while (isToBeWriting && process.isAlive() && !Files.exists(home.resolve("restoring"))) {
        Thread.onSpinWait();
      }
      process.waitFor(
          experiment.random().nextInt(isToBeWriting ? WRITING_MILLIS_MAX : KILLED_AFTER_MILLIS_MAX),
          TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();

      if (Files.exists(home.resolve("restoring"))
          || Files.exists(home.resolve("restored"))
          || Files.exists(home.resolve("moving"))) {
        interrupted++;
        Shell.Done start = shell.run(Lab.launched("start"));
        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.err()).contains("a restore into", "was interrupted", "freehold restore");
      }
      if (data(home).size() < kept.size()) {
        mustSucceed(shell.run(Lab.launched("restore '" + madeBefore + "'")));
      }
      assertThat(data(home)).isEqualTo(kept);
      mustSucceed(shell.run(Lab.launched("fsck")));
    }
    experiment.report("killed=%d of them within the writing=%d, all restored", rounds, interrupted);
  }

  @Test
  void opensWithTheMasterKeySignatureAloneOnANewMachine() throws IOException {
    String signature = Lab.OWNER.sign(MasterKey.SENTENCE).value();
    Path backup = folder.resolve("backup");
    mustSucceed(
        stopped
            .shell()
            .with("VANA_MASTER_KEY_SIGNATURE", signature)
            .run(Lab.launched("backup '" + backup + "'")));

    Shell machine = new Shell(folder).with("FREEHOLD_HOME", folder.resolve("new").toString());
    Shell.Done without = machine.run(Lab.launched("restore '" + backup + "'"));
    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.err()).contains("VANA_MASTER_KEY_SIGNATURE");
    Shell.Done wrong =
        new Shell(folder)
            .with("VANA_MASTER_KEY_SIGNATURE", Lab.BUILDER.sign(MasterKey.SENTENCE).value())
            .run(Lab.launched("restore --verify '" + backup + "'"));
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("another key");
    mustSucceed(
        machine
            .with("VANA_MASTER_KEY_SIGNATURE", signature)
            .run(Lab.launched("restore '" + backup + "'")));

    assertThat(data(folder.resolve("new"))).isEqualTo(data(stopped.home())).hasSize(60);
    Shell.Done foreign =
        stopped
            .shell()
            .with("VANA_MASTER_KEY_SIGNATURE", Lab.BUILDER.sign(MasterKey.SENTENCE).value())
            .run(Lab.launched("backup '" + folder.resolve("useless") + "'"));
    assertThat(foreign.exitCode()).isEqualTo(1);
    assertThat(foreign.err()).contains("not that of this server's owner");
    assertThat(folder.resolve("useless")).doesNotExist();
  }

  @Test
  void refusesABackupOfWhichAByteWasChangedAndWritesNothing() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong"), "another passphrase");
    byte[] whole = Files.readAllBytes(madeBefore);
    int rounds = Experiment.rounds(2, 100);
    for (int round = 0; round < rounds; round++) {
      byte[] changed = whole.clone();
      int at = experiment.random().nextInt(changed.length);
      changed[at] ^= (byte) (1 << experiment.random().nextInt(8));
      Path bad = folder.resolve("bad");
      Files.write(bad, changed);
      Path target = folder.resolve("target");

      Shell.Done refused =
          stopped.run(
              "restore '%s' --to '%s' --passphrase-file '%s'".formatted(bad, target, passphrase));

      assertThat(refused.exitCode()).as("byte " + at).isEqualTo(1);
      assertThat(refused.err()).contains("is not used");
      assertThat(target).doesNotExist();
    }
    Shell.Done other =
        stopped.run("restore --verify '%s' --passphrase-file '%s'".formatted(madeBefore, wrong));
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("it was encrypted with another key");
    mustSucceed(
        stopped.run(
            "restore --verify '%s' --passphrase-file '%s'".formatted(madeBefore, passphrase)));
    experiment.report("bytes changed=%d, all refused, nothing written", rounds);
  }

  /// A limit of the process on the size of a file stands for a disk that fills up.
  @Test
  void leavesNothingUnderItsNameWhenTheDiskFills() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));

    Shell.Done full =
        stopped.shell().run("ulimit -f 1024; " + Lab.launched("backup '" + target + "/backup'"));

    assertThat(full.exitCode()).isEqualTo(1);
    assertThat(full.err()).contains("cannot write");
    try (Stream<Path> left = Files.list(target)) {
      assertThat(left).isEmpty();
    }
    mustSucceed(stopped.run("backup '" + target + "/backup'"));
    Shell.Done again = stopped.run("backup '" + target + "/backup'");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("is not overwritten");
  }

  @Test
  void movesDataByExportAndImport() throws IOException {
    Lab lab = lab();
    Path zip = folder.resolve("data.zip");
    try (var server = lab.start()) {
      ingest(lab, server, 5);
      mustSucceed(lab.run(server, "export '%s' --with-log".formatted(zip)));
      Shell.Done running = lab.run(server, "import '" + zip + "'");
      assertThat(running.exitCode()).isEqualTo(1);
      assertThat(running.err()).contains("in use by a server");
      assertThat(server.stop()).isZero();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
        .isEqualTo("rw-------");
    Shell other =
        new Shell(folder)
            .with("FREEHOLD_HOME", folder.resolve("other").toString())
            .with("FREEHOLD_SERVER_HOST", "127.0.0.1");

    JsonNode first = json(other.run(Lab.launched("import '" + zip + "' --json")));
    assertThat(first.path("added").asInt()).isEqualTo(5);
    assertThat(first.path("complete").asBoolean()).isTrue();
    assertThat(data(folder.resolve("other"))).isEqualTo(data(lab.home()));
    JsonNode second = json(other.run(Lab.launched("import '" + zip + "' --json")));
    assertThat(second.path("added").asInt()).isZero();
    assertThat(second.path("known").asInt()).isEqualTo(5);

    Path only = folder.resolve("only.zip");
    mustSucceed(lab.run("export '%s' --scope 'kept.scope0'".formatted(only)));
    mustSucceed(
        other
            .with("FREEHOLD_HOME", folder.resolve("third").toString())
            .run(Lab.launched("import '" + only + "'")));
    assertThat(data(folder.resolve("third")).keySet())
        .isNotEmpty()
        .allMatch(name -> name.startsWith("data/kept/scope0/"));
  }

  private Lab lab() {
    return new Lab(folder.resolve("home"), Map.of("FREEHOLD_PASSPHRASE", PASSPHRASE));
  }

  private static void ingest(Lab lab, StartedServer server, int count) {
    var random = new Random(count);
    for (int i = 0; i < count; i++) {
      var answer =
          lab.owner(server).post("/v1/data/kept.scope" + i % SCOPES, payload(random, 50_000));
      assertThat(answer.status()).isEqualTo(201);
    }
  }

  private static void mustSucceed(Shell.Done done) {
    assertThat(done.exitCode()).describedAs(done.out() + done.err()).isZero();
  }

  private static JsonNode json(Shell.Done done) throws IOException {
    mustSucceed(done);
    return new JsonMapper().readTree(done.out());
  }

  /// Each data file with its hash.
  private static Map<String, String> data(Path home) throws IOException {
    var data = new TreeMap<String, String>();
    if (!Files.exists(home.resolve("data"))) {
      return data;
    }
    try (Stream<Path> files = Files.walk(home.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        data.put(home.relativize(file).toString(), Hashes.sha256(Files.readAllBytes(file)));
      }
    }
    return data;
  }
}
