package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.latest;
import static io.freehold.adapters.persistence.data.Samples.save;
import static io.freehold.adapters.persistence.data.Samples.versions;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.Upkeep;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.port.DataFiles;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Scope;
import io.freehold.domain.data.VersionSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scopes whose names lie within one another, look like the server's own, or like those of devices
/// (R9), and versions that are named in one second (R8).
class NamesTest {
  private static final int CLIENTS = 64;
  private static final int WRITES = 10;
  private static final List<Scope> SCOPES =
      Stream.of(
              "a.b",
              "a.b.c",
              "a.bc",
              "a.b_c",
              "a.bC",
              "a.b.cC",
              "blocks.x.y",
              "data.x",
              "data.data.data",
              "incoming.x",
              "index.db",
              "quarantine.x",
              "logs.access",
              "keys.server",
              "con.aux",
              "con.aux.nul",
              "com1.lpt9",
              "ds.dataConnection",
              "ds.dataconnection",
              "ds.dataCONNECTION",
              "x.json",
              "x.json.json")
          .map(Scope::new)
          .toList();

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @Test
  void deletingAScopeTouchesNoOther() throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      for (Scope scope : SCOPES) {
        save(files(home), scope, "{\"old\":\"" + scope + "\"}");
        save(files(home), scope, "{\"is\":\"" + scope + "\"}");
      }
      for (Scope deleted : SCOPES) {
        assertThat(files(home).delete(deleted)).as(deleted.value()).isEqualTo(2);
        assertThat(latest(files(home), deleted)).isEmpty();
        assertThatAllAreThereBut(home, Set.of(deleted));
        save(files(home), deleted, "{\"old\":\"" + deleted + "\"}");
        save(files(home), deleted, "{\"is\":\"" + deleted + "\"}");
      }
      var deleted = new HashSet<Scope>();
      for (int i = 0; i < SCOPES.size(); i += 2) {
        files(home).delete(SCOPES.get(i));
        deleted.add(SCOPES.get(i));
      }
      home.restart();
      assertThatAllAreThereBut(home, deleted);
      home.restartAfter(() -> Files.delete(home.file("index.db")));
      assertThatAllAreThereBut(home, deleted);
    }
    assertThat(new Upkeep(folder).defects()).isEmpty();
  }

  private static void assertThatAllAreThereBut(Home home, Set<Scope> deleted) {
    for (Scope scope : SCOPES) {
      if (deleted.contains(scope)) {
        assertThat(versions(files(home), scope)).as(scope.value()).isEmpty();
      } else {
        assertThat(latest(files(home), scope))
            .as(scope.value())
            .hasValueSatisfying(text ->
                assertThat(text)
                    .contains("\"scope\":\"" + scope + "\"", "{\"is\":\"" + scope + "\"}"));
      }
    }
  }

  @Test
  void keepsEveryFileBelowItsOwnFolderOnADiskThatKnowsNoCapitals() throws IOException {
    var tree = new DataTree(folder.resolve("data"));

    assertThat(SCOPES.stream().map(tree::folderOf).map(f -> f.toString().toLowerCase(Locale.ROOT)))
        .doesNotHaveDuplicates()
        .allMatch(path -> path.startsWith(folder.resolve("data").toString()));
  }

  @Test
  void everyWriteWithinOneSecondHasAVersionOfItsOwn() throws Exception {
    var scope = new Scope("one.second");
    var saved = ConcurrentHashMap.<VersionSummary>newKeySet();
    try (var home = new Home(folder, Cast.CLOCK)) {
      try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> all = new ArrayList<>();
        IntStream.range(0, CLIENTS)
            .forEach(client ->
                all.add(
                    clients.submit(() -> {
                      for (int i = 0; i < WRITES; i++) {
                        saved.add(
                            save(
                                files(home),
                                scope,
                                "{\"client\":%d,\"n\":%d}".formatted(client, i)));
                      }
                    })));
        for (Future<?> client : all) {
          client.get();
        }
      }
      assertThat(saved).hasSize(CLIENTS * WRITES);
      assertThat(saved.stream().map(VersionSummary::collectedAt)).doesNotHaveDuplicates();
      assertThat(saved.stream().map(VersionSummary::sha256)).doesNotHaveDuplicates();
      assertThat(versions(files(home), scope))
          .containsExactlyInAnyOrderElementsOf(saved)
          .isSortedAccordingTo((a, b) -> b.collectedAt().compareTo(a.collectedAt()));
      home.restartAfter(() -> Files.delete(home.file("index.db")));
      assertThat(versions(files(home), scope)).containsExactlyInAnyOrderElementsOf(saved);
    }
  }

  private static DataFiles files(Home home) {
    return home.adapter().dataFiles();
  }
}
