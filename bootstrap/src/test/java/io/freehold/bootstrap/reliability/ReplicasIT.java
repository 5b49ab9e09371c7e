package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R10, R13, R28: two real servers of one owner, the first of which is their gateway and their
/// storage as well, hold the same in the end: written to in parallel, killed, wiped and set up anew
/// with the owner's signature alone.
class ReplicasIT {
  private static final List<String> SCOPES =
      List.of("instagram.profile", "chatgpt.conversations", "youtube.watch_history");
  private static final int WRITES = 30;
  private static final int ASKS_MAX = 240;

  @RegisterExtension private final Experiment experiment = new Experiment("R13");
  @TempDir private Path folder;

  private Household household;

  @BeforeEach
  void choosePorts() {
    household = new Household(folder);
  }

  private Map<String, String> settings() {
    var settings = new HashMap<>(household.vana());
    settings.put("FREEHOLD_SYNC_INTERVAL_SECONDS", "1");
    return settings;
  }

  private Lab first() {
    return household.first(settings());
  }

  private Lab second(String home) {
    return household.another(home, settings());
  }

  @Test
  void holdTheSameInTheEnd() throws Exception {
    Lab first = first();
    Lab second = second("second");
    StartedServer one = first.start();
    try {
      first.introduce(one);
      StartedServer other = second.start();
      try {
        second.register(other);
        int written = writeToBoth(first, one, second, other);
        other.kill();
        other = second.start();
        written += writeToBoth(first, one, second, other);
        one.kill();
        one = first.start();
        Map<String, String> held = mustBecomeAlike(first, one, second, other);
        assertThat(held).hasSize(written);

        readByABuilder(first, one, second, other);
        deletedEverywhere(first, one, second, other);
        int back = wipedAndBack(first, one, other);
        experiment.report(
            "written=%d held=%d deletedEverywhere=yes backAfterWipe=%d",
            written, held.size(), back);
      } finally {
        other.close();
      }
    } finally {
      one.close();
    }
  }

  /// Both at once, often in the same second and scope.
  private int writeToBoth(Lab first, StartedServer one, Lab second, StartedServer other)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> writers = new ArrayList<>();
      writers.add(threads.submit(writer(first, one)));
      writers.add(threads.submit(writer(second, other)));
      int written = 0;
      for (Future<Integer> writer : writers) {
        written += writer.get();
      }
      return written;
    }
  }

  private Callable<Integer> writer(Lab lab, StartedServer server) {
    var random = new Random(experiment.random().nextLong());
    return () -> {
      for (int i = 0; i < WRITES; i++) {
        String scope = SCOPES.get(random.nextInt(SCOPES.size()));
        Answer answer =
            lab.owner(server).post("/v1/data/" + scope, "{\"n\":%d}".formatted(random.nextLong()));
        assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(201);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
      }
      return WRITES;
    };
  }

  private static Map<String, String> mustBecomeAlike(
      Lab first, StartedServer one, Lab second, StartedServer other) throws Exception {
    Map<String, String> here = Map.of();
    Map<String, String> there = Map.of("not", "asked");
    for (int i = 0; i < ASKS_MAX && !(here.equals(there) && isQuiet(first, one)); i++) {
      TimeUnit.MILLISECONDS.sleep(500);
      here = holdings(first, one);
      there = holdings(second, other);
    }
    assertThat(there)
        .describedAs("%s%n%s", Household.status(first, one), Household.status(second, other))
        .isEqualTo(here);
    return here;
  }

  private static boolean isQuiet(Lab lab, StartedServer server) {
    JsonNode status = Household.status(lab, server);
    return status.path("pendingFiles").asLong() == 0
        && status.path("pendingRemovals").asLong() == 0
        && status.path("errorCount").asLong() == 0;
  }

  /// Scope and version to the hash of the bytes.
  private static Map<String, String> holdings(Lab lab, StartedServer server) {
    var held = new TreeMap<String, String>();
    for (String scope : SCOPES) {
      JsonNode versions =
          lab.owner(server).get("/v1/data/" + scope + "/versions?limit=1000").json();
      for (JsonNode version : versions.path("versions")) {
        String at = version.path("collectedAt").asText();
        Answer file = lab.owner(server).get("/v1/data/" + scope + "?at=" + at);
        held.put(scope + " " + at, Hashes.sha256(file.body()));
      }
    }
    return held;
  }

  private static void readByABuilder(
      Lab first, StartedServer one, Lab second, StartedServer other) {
    String grantId = first.grant(one, "instagram.profile");
    byte[] here = Lab.builder(one, grantId).get("/v1/data/instagram.profile").orRefuse().body();
    byte[] there = Lab.builder(other, grantId).get("/v1/data/instagram.profile").orRefuse().body();
    assertThat(there).isEqualTo(here).isNotEmpty();
    assertThat(new String(here, StandardCharsets.UTF_8)).contains("instagram.profile");
  }

  private static void deletedEverywhere(
      Lab first, StartedServer one, Lab second, StartedServer other) throws Exception {
    assertThat(second.owner(other).delete("/v1/data/instagram.profile").status()).isEqualTo(204);
    Map<String, String> held = mustBecomeAlike(first, one, second, other);
    assertThat(held.keySet()).noneMatch(name -> name.startsWith("instagram.profile"));
  }

  /// A machine is lost; a new one gets everything back, and nothing that was deleted.
  private int wipedAndBack(Lab first, StartedServer one, StartedServer lost) throws Exception {
    lost.kill();
    Lab third = second("third");
    try (var server = third.start()) {
      third.register(server);
      Map<String, String> held = mustBecomeAlike(first, one, third, server);
      assertThat(held).isNotEmpty();
      assertThat(held.keySet()).noneMatch(name -> name.startsWith("instagram.profile"));
      return held.size();
    }
  }
}
