package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R8, R9, R19: many writers at once, names that look alike, and writes that are sent again.
class ConcurrentIngestIT {
  private static final int CLIENTS = 64;

  /// Names that could meet on some disk: below each other, like folders of the home, like devices
  /// of Windows, like file names of versions.
  private static final List<String> NAMES =
      List.of(
          "a.b",
          "a.b.c",
          "a.b_c",
          "a_b.c",
          "blocks.x",
          "blocks.x.y",
          "data.x",
          "data.incoming",
          "incoming.data",
          "logs.today",
          "keys.server",
          "gateway.registry",
          "index.db",
          "con.aux",
          "nul.com1",
          "a.b.json",
          "2026.01.21");

  @RegisterExtension private final Experiment experiment = new Experiment("R8/R9/R19");
  @TempDir private Path folder;

  /// R8. That the second is the same is a matter of luck for each pair, and certain for most of
  /// them.
  @Test
  void everyWriterOfTheSameSecondGetsAVersionOfItsOwn() throws Exception {
    var lab = new Lab(folder.resolve("home"));
    int rounds = Experiment.rounds(3, 100);
    Set<String> versions = new HashSet<>();
    Set<String> seconds = new HashSet<>();
    try (var server = lab.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        for (var written : together(threads, lab, server, round).entrySet()) {
          assertThat(versions.add(written.getKey())).describedAs(written.getKey()).isTrue();
          seconds.add(written.getKey().substring(0, 19));
          Answer read = lab.owner(server).get("/v1/data/same.second?at=" + written.getKey());
          assertThat(new String(read.body(), StandardCharsets.UTF_8))
              .contains(written.getKey())
              .endsWith("\"data\":" + written.getValue() + "}");
        }
      }
      assertThat(lab.versions(server)).isEqualTo(versions.size());
      assertThat(lab.filesIn("data")).isEqualTo(versions.size());
    }
    experiment.report(
        "R8 clients=%d rounds=%d versions=%d in seconds=%d overwritten=0",
        CLIENTS, rounds, versions.size(), seconds.size());
  }

  private static Map<String, String> together(
      ExecutorService threads, Lab lab, StartedServer server, int round) throws Exception {
    var go = new CountDownLatch(1);
    List<Future<Map.Entry<String, String>>> writers = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String payload = "{\"round\":" + round + ",\"client\":" + i + "}";
      writers.add(threads.submit(writer(lab, server, payload, go)));
    }
    go.countDown();
    Map<String, String> written = new HashMap<>();
    for (var writer : writers) {
      var one = writer.get();
      assertThat(written.put(one.getKey(), one.getValue())).isNull();
    }
    return written;
  }

  private static Callable<Map.Entry<String, String>> writer(
      Lab lab, StartedServer server, String payload, CountDownLatch go) {
    return () -> {
      try (var line = new Line(server.url("server"))) {
        go.await();
        Line.Reply reply =
            line.send(Line.post("/v1/data/same.second", lab.bearer(), payload.getBytes()))
                .receive();
        assertThat(reply.status()).describedAs(reply.text()).isEqualTo(201);
        return Map.entry(
            reply.text().replaceAll(".*\"collectedAt\":\"([^\"]+)\".*", "$1"), payload);
      }
    };
  }

  /// R9.
  @Test
  void deletingOneScopeNeverTouchesAnother() {
    var lab = new Lab(folder.resolve("home"));
    var model = new TreeMap<String, String>();
    int deletions = 0;
    try (var server = lab.start()) {
      for (int round = 0; round < Experiment.rounds(1, 20); round++) {
        for (String name : NAMES) {
          String payload = "{\"of\":\"" + name + "\",\"round\":" + round + "}";
          Answer answer = lab.owner(server).post("/v1/data/" + name, payload);
          assertThat(answer.status()).describedAs(name).isEqualTo(201);
          model.put(name, payload);
        }
        mustBeExactly(model, lab, server);
        var order = new ArrayList<>(NAMES);
        Collections.shuffle(order, experiment.random());
        for (String name : order) {
          assertThat(lab.owner(server).delete("/v1/data/" + name).status()).isEqualTo(204);
          model.remove(name);
          deletions++;
          mustBeExactly(model, lab, server);
        }
      }
      for (String wrong :
          List.of("A.b", "a.B", "a..b", "..", "a.b.c.d", "a", "a.b%2fc", "a.b%00")) {
        assertThat(lab.owner(server).post("/v1/data/" + wrong, "{}").status())
            .describedAs(wrong)
            .isIn(400, 404);
      }
      assertThat(lab.filesIn("data")).isZero();
    }
    experiment.report("R9 names=%d deletions=%d touched others=0", NAMES.size(), deletions);
  }

  private static void mustBeExactly(Map<String, String> model, Lab lab, StartedServer server) {
    var listed = new ArrayList<String>();
    lab.owner(server)
        .get("/v1/data?limit=1000")
        .json()
        .path("scopes")
        .forEach(scope -> listed.add(scope.path("scope").asText()));
    assertThat(listed).containsExactlyElementsOf(model.keySet());
    model.forEach((name, payload) ->
        assertThat(new String(lab.owner(server).get("/v1/data/" + name).body()))
            .endsWith("\"data\":" + payload + "}"));
  }

  /// R19.
  @Test
  void aWriteThatIsSentAgainIsOneWrite() throws Exception {
    var lab = new Lab(folder.resolve("home"));
    int keys = Experiment.rounds(5, 200);
    Map<String, String> firsts = new HashMap<>();
    try (var server = lab.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < keys; i++) {
        String key = "key-" + experiment.random().nextLong();
        Set<String> versions = new HashSet<>();
        List<Future<Answer>> senders = new ArrayList<>();
        for (int j = 0; j < 16; j++) {
          senders.add(threads.submit(() -> keyed(lab, server, key, "{\"a\":1}")));
        }
        for (var sender : senders) {
          assertThat(sender.get().status()).isEqualTo(201);
          versions.add(sender.get().json().path("collectedAt").asText());
        }
        assertThat(versions).hasSize(1);
        firsts.put(key, versions.iterator().next());
        mustRefuseAnother(lab, server, key);
      }
      server.kill();
    }
    try (var again = lab.start()) {
      firsts.forEach((key, version) -> {
        assertThat(keyed(lab, again, key, "{\"a\":1}").json().path("collectedAt").asText())
            .isEqualTo(version);
        mustRefuseAnother(lab, again, key);
      });
      assertThat(lab.versions(again)).isEqualTo(keys);
      assertThat(again.stop()).isZero();
    }
    experiment.report(
        "R19 keys=%d senders of each=16 versions of each=1, also after kill -9; other body=422",
        keys);
  }

  private static void mustRefuseAnother(Lab lab, StartedServer server, String key) {
    Answer other = keyed(lab, server, key, "{\"a\":2}");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.errorCode()).isEqualTo("IDEMPOTENCY_CONFLICT");
  }

  private static Answer keyed(Lab lab, StartedServer server, String key, String payload) {
    return lab.owner(server)
        .send(
            "POST",
            "/v1/data/sent.again",
            payload.getBytes(StandardCharsets.UTF_8),
            Map.of("Idempotency-Key", key));
  }
}
