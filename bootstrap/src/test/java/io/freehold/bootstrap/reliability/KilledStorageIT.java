package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.RequestSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R1 for the storage role: a blob whose upload was answered is there after the process was killed,
/// byte for byte, and nothing is there that is half made.
class KilledStorageIT {
  private static final int CLIENTS = 6;
  private static final int KEYS_OF_A_CLIENT = 5;
  private static final int ACKNOWLEDGED_BEFORE_MAX = 30;
  private static final int LIVES_MILLIS_MAX = 300;
  private static final int SMALL_MAX = 20_000;
  private static final int LARGE_MAX = 700_000;

  @RegisterExtension private final Experiment experiment = new Experiment("R1 storage");
  @TempDir private Path folder;

  /// What one client knows of its keys: the hash that was acknowledged last, and what was under
  /// way.
  private static final class Journal {
    private final Map<String, String> acknowledged = new HashMap<>();
    private String pathUnderWay = "";
    private String hashUnderWay = "";
    private int count;
  }

  @Test
  void losesNothingItAcknowledged() throws Exception {
    var lab = new Lab(folder.resolve("home"));
    int rounds = Experiment.rounds(12, 500);
    List<Journal> journals = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      journals.add(new Journal());
    }
    long blobs = 0;
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        uploadUntilKilled(lab, clients, journals);
        try (var server = lab.start()) {
          blobs = mustHoldWhatWasPromised(server, journals);
          assertThat(lab.filesIn("blobs/incoming")).isZero();
          assertThat(lab.filesIn("blobs")).isEqualTo(blobs);
          server.kill();
        }
      }
    }
    var fsck = lab.run("fsck");
    assertThat(fsck.exitCode()).describedAs(fsck.out() + fsck.err()).isZero();
    experiment.report(
        "rounds=%d acknowledged=%d blobs=%d lost=0 wrong=0 fsck=clean",
        rounds, journals.stream().mapToInt(journal -> journal.count).sum(), blobs);
  }

  private void uploadUntilKilled(Lab lab, ExecutorService clients, List<Journal> journals)
      throws Exception {
    var some = new CountDownLatch(1 + experiment.random().nextInt(ACKNOWLEDGED_BEFORE_MAX));
    try (var server = lab.start()) {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        long seed = experiment.random().nextLong();
        running.add(clients.submit(client(server, i, journals.get(i), new Random(seed), some)));
      }
      assertThat(some.await(1, TimeUnit.MINUTES)).isTrue();
      TimeUnit.MILLISECONDS.sleep(experiment.random().nextInt(LIVES_MILLIS_MAX));
      server.kill();
      for (Future<Void> one : running) {
        one.get();
      }
    }
  }

  /// Uploads as fast as it can, new keys and old ones, until there is nobody to talk to any more.
  private static Callable<Void> client(
      StartedServer server, int number, Journal journal, Random random, CountDownLatch some) {
    var signer = new RequestSigner(Lab.OWNER, InstantSource.system());
    String origin = server.url("storage");
    return () -> {
      try (var line = new Line(origin)) {
        while (true) {
          String path = pathOf(number, random.nextInt(KEYS_OF_A_CLIENT));
          byte[] bytes = new byte[1 + random.nextInt(random.nextBoolean() ? SMALL_MAX : LARGE_MAX)];
          random.nextBytes(bytes);
          journal.pathUnderWay = path;
          journal.hashUnderWay = Hashes.sha256(bytes);
          String authorization = signer.header(origin, "PUT", path, bytes);
          Line.Reply reply =
              line.send(
                      Line.head(
                          "PUT",
                          path,
                          "Authorization: " + authorization,
                          "Content-Length: " + bytes.length))
                  .send(bytes)
                  .receive();
          assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
          journal.acknowledged.put(path, journal.hashUnderWay);
          journal.pathUnderWay = "";
          journal.count++;
          some.countDown();
        }
      } catch (IOException e) {
        return null;
      }
    };
  }

  private static String pathOf(int client, int key) {
    return "/v1/blobs/%s/killed.client%d/2026-01-21T10-00-%02dZ"
        .formatted(Lab.OWNER.address(), client, key);
  }

  /// Returns how many blobs there are. An upload that was under way happened or did not.
  private static long mustHoldWhatWasPromised(StartedServer server, List<Journal> journals) {
    var owner =
        new ApiClient(
            server.url("storage"),
            new Credential.Signed(new RequestSigner(Lab.OWNER, InstantSource.system())));
    long blobs = 0;
    for (int client = 0; client < CLIENTS; client++) {
      Journal journal = journals.get(client);
      for (int key = 0; key < KEYS_OF_A_CLIENT; key++) {
        String path = pathOf(client, key);
        var found = owner.get(path);
        String promised = journal.acknowledged.getOrDefault(path, "");
        if (found.status() == 404) {
          assertThat(promised).describedAs("lost %s", path).isEmpty();
          continue;
        }
        assertThat(found.status()).isEqualTo(200);
        String hash = Hashes.sha256(found.body());
        assertThat(found.etag()).isEqualTo('"' + hash + '"');
        if (!hash.equals(promised)) {
          assertThat(path).isEqualTo(journal.pathUnderWay);
          assertThat(hash).isEqualTo(journal.hashUnderWay);
          journal.acknowledged.put(path, hash);
        }
        blobs++;
      }
      journal.pathUnderWay = "";
    }
    var usage = owner.get("/v1/usage/" + Lab.OWNER.address()).json();
    assertThat(usage.path("blobCount").asLong()).isEqualTo(blobs);
    return blobs;
  }
}
