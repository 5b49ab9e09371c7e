package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R28: a server that is restarted again and again while it synchronises, as a container does that
/// something kills, brings each version once.
class RestartStormIT {
  private static final List<String> SCOPES = List.of("instagram.profile", "youtube.watch_history");
  private static final int LIFE_MILLIS_MAX = 3_000;

  @RegisterExtension private final Experiment experiment = new Experiment("R28");
  @TempDir private Path folder;

  @Test
  void bringsEachVersionOnceAndForgetsNone() throws Exception {
    var household = new Household(folder);
    Map<String, String> settings = new HashMap<>(household.vana());
    settings.put("FREEHOLD_SYNC_INTERVAL_SECONDS", "1");
    Lab lab = household.another("storming", settings);
    settings.put("FREEHOLD_SYNC_ENABLED", "false");
    Lab keeper = household.first(settings);
    int rounds = Experiment.rounds(5, 100);
    try (var gateway = keeper.start()) {
      Set<String> acknowledged = storm(lab, rounds);
      try (var server = lab.start()) {
        Household.mustBeAtRest(lab, server);
        Set<String> versions = versions(lab, server);
        assertThat(versions).containsAll(acknowledged);
        List<JsonNode> records = liveRecords(gateway);
        assertThat(records.stream().map(record -> record.path("url").asText()).distinct())
            .as("no version is registered twice")
            .hasSameSizeAs(records);
        assertThat(records).as("none is missing").hasSameSizeAs(versions);
        assertThat(keeper.filesIn("blobs")).as("no blob is left over").isEqualTo(versions.size());
        experiment.report(
            "restarts=%d acknowledged=%d registered=%d doubled=0 lost=0",
            rounds, acknowledged.size(), records.size());
      }
    }
  }

  /// Two writers go on, whoever answers them.
  private Set<String> storm(Lab lab, int rounds) throws Exception {
    var acknowledged = new ConcurrentSkipListSet<String>();
    var current = new AtomicReference<StartedServer>();
    var isOver = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = new ArrayList<Future<?>>();
      for (String scope : SCOPES) {
        writers.add(threads.submit(() -> write(lab, scope, current, isOver, acknowledged)));
      }
      for (int round = 0; round < rounds; round++) {
        StartedServer server = lab.start();
        if (round == 0) {
          lab.register(server);
        }
        current.set(server);
        TimeUnit.MILLISECONDS.sleep(500 + experiment.random().nextInt(LIFE_MILLIS_MAX - 500));
        if (experiment.random().nextInt(3) == 0) {
          assertThat(server.stop()).isZero();
        } else {
          server.kill();
        }
      }
      isOver.set(true);
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    return acknowledged;
  }

  private static void write(
      Lab lab,
      String scope,
      AtomicReference<StartedServer> current,
      AtomicBoolean isOver,
      Set<String> acknowledged) {
    var clients = new HashMap<String, ApiClient>();
    for (int i = 0; !isOver.get(); i++) {
      try {
        TimeUnit.MILLISECONDS.sleep(100);
        StartedServer server = current.get();
        if (server != null) {
          ApiClient client = clients.computeIfAbsent(server.url("server"), lab::ownerAt);
          Answer answer = client.post("/v1/data/" + scope, "{\"n\":" + i + "}");
          if (answer.status() == 201) {
            acknowledged.add(scope + " " + answer.json().path("collectedAt").asText());
          }
        }
      } catch (Refusal e) {
        // Nobody answers at the moment; what was not acknowledged may be there or not.
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Set<String> versions(Lab lab, StartedServer server) {
    var versions = new TreeSet<String>();
    for (String scope : SCOPES) {
      int before;
      do {
        before = versions.size();
        String page =
            "/v1/data/" + scope + "/versions?limit=1000&offset=" + countOf(versions, scope);
        for (JsonNode version : lab.owner(server).get(page).json().path("versions")) {
          versions.add(scope + " " + version.path("collectedAt").asText());
        }
      } while (versions.size() > before);
    }
    return versions;
  }

  private static long countOf(Set<String> versions, String scope) {
    return versions.stream().filter(version -> version.startsWith(scope + " ")).count();
  }

  private static List<JsonNode> liveRecords(StartedServer gateway) {
    var records = new ArrayList<JsonNode>();
    var seen = new HashSet<String>();
    var client = new ApiClient(gateway.url("gateway"), new Credential.None());
    String cursor = "";
    int before;
    do {
      before = seen.size();
      JsonNode page =
          client
              .get(
                  "/v1/files?user="
                      + Lab.OWNER.address()
                      + "&includeDeleted=true&limit=1000"
                      + cursor)
              .orRefuse()
              .json();
      for (JsonNode file : page.path("data").path("files")) {
        if (seen.add(file.path("id").asText()) && file.path("deletedAt").isNull()) {
          records.add(file);
        }
      }
      cursor = "&since=" + page.path("data").path("cursor").asText();
    } while (seen.size() > before);
    return records;
  }
}
