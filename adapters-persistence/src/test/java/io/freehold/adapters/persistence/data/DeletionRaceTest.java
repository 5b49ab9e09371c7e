package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.AB;
import static io.freehold.adapters.persistence.data.Samples.ABC;
import static io.freehold.adapters.persistence.data.Samples.save;
import static io.freehold.adapters.persistence.data.Samples.versions;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.files.FailingDisk;
import io.freehold.application.port.DataFiles;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writers, readers and deletions of the same scopes at once.
class DeletionRaceTest {
  private static final int WRITERS = 8;
  private static final int WRITES = 40;

  @TempDir Path folder;

  @Test
  void everyVersionIsEitherDeletedOrThere() throws Exception {
    try (var home = new Home(folder, Cast.CLOCK)) {
      DataFiles files = home.adapter().dataFiles();
      long deleted = 0;

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var deletions = new ArrayList<Future<Long>>();
        var writes = new ArrayList<Future<Integer>>();
        for (int i = 0; i < WRITERS; i++) {
          Scope scope = i % 2 == 0 ? AB : ABC;
          writes.add(threads.submit(() -> write(files, scope)));
        }
        for (Scope scope : List.of(AB, ABC)) {
          deletions.add(threads.submit(() -> deleteWhile(writes, files, scope)));
        }
        for (Future<Long> deletion : deletions) {
          deleted += deletion.get();
        }
      }

      List<VersionSummary> left = versions(files, AB);
      List<VersionSummary> leftBelow = versions(files, ABC);
      assertThat(deleted + left.size() + leftBelow.size()).isEqualTo(WRITERS * WRITES);
      assertThat(filesIn(home.file("data"))).isEqualTo(left.size() + leftBelow.size());
      home.restartAfter(() -> Files.delete(home.file("index.db")));
      assertThat(versions(home.adapter().dataFiles(), AB)).isEqualTo(left);
      assertThat(versions(home.adapter().dataFiles(), ABC)).isEqualTo(leftBelow);
    }
  }

  @Test
  void aWriteThatADeletionOvertakesComesAfterIt() throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      var disk = new FailingDisk(folder);
      home.restartOn(disk);
      DataFiles files = home.adapter().dataFiles();
      var deleted = new ArrayList<VersionSummary>();
      disk.beforeTheNextFile(() -> {
        deleted.add(save(files, AB, "{\"n\":2}"));
        files.delete(AB);
      });

      VersionSummary saved = save(files, AB, "{\"n\":1}");

      assertThat(saved.collectedAt()).isGreaterThan(deleted.getFirst().collectedAt());
      assertThat(versions(files, AB)).containsExactly(saved);
      home.restartAfter(() -> Files.delete(home.file("index.db")));
      assertThat(versions(home.adapter().dataFiles(), AB)).containsExactly(saved);
    }
  }

  private static int write(DataFiles files, Scope scope) {
    for (int i = 0; i < WRITES; i++) {
      save(files, scope, "{}");
      var _ = Samples.find(files, scope, new Version.Latest());
    }
    return WRITES;
  }

  private static long deleteWhile(List<Future<Integer>> writes, DataFiles files, Scope scope) {
    long deleted = 0;
    while (!writes.stream().allMatch(Future::isDone)) {
      deleted += files.delete(scope);
      var _ = Samples.find(files, scope, new Version.Latest());
    }
    return deleted;
  }

  private static long filesIn(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
