package io.freehold.adapters.persistence.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.Upkeep;
import io.freehold.application.testing.Cast;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.Sha256;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.VersionSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home of many files whose index is gone serves all of them after one start (R5).
class IndexRebuildTest {
  private static final int FILES =
      Integer.getInteger("freehold.files", Boolean.getBoolean("freehold.long") ? 100_000 : 2_000);
  private static final int SCOPES = 20;
  private static final int PAGE = 1_000;

  /// For a hundred thousand files, or fewer.
  private static final double SECONDS_MAX = 60;

  @TempDir Path folder;

  @Test
  void findsEveryFileWithItsHash() throws IOException {
    new Home(folder, Cast.CLOCK).close();
    writeFiles();
    Map<String, String> scanned = scan();
    Files.delete(folder.resolve("index.db"));

    long begun = System.nanoTime();
    try (var home = new Home(folder, Cast.CLOCK)) {
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf(
          "R5: the index of %d files was made again in %.2f s (%.0f files a second)%n",
          FILES, seconds, FILES / seconds);

      assertThat(seconds).isLessThan(SECONDS_MAX * Math.max(1, FILES / 100_000.0));
      assertThat(indexed(home)).hasSize(FILES).isEqualTo(scanned);
    }
    begun = System.nanoTime();
    assertThat(new Upkeep(folder).defects()).allMatch(text -> text.startsWith("wrong-mode"));
    System.out.printf(
        "R5: fsck looked at %d files in %.2f s%n", FILES, (System.nanoTime() - begun) / 1e9);
  }

  private void writeFiles() throws IOException {
    var tree = new DataTree(folder.resolve("data"));
    for (int i = 0; i < FILES; i++) {
      Scope scope = scope(i % SCOPES);
      var version = CollectedAt.ofMillis(Cast.NOW.toEpochMilli() + i);
      Path file = tree.fileOf(scope, version);
      Files.createDirectories(file.getParent());
      Files.write(
          file,
          Samples.draft(scope, "{\"n\":%d,\"t\":\"%s\"}".formatted(i, "x".repeat(900)))
              .at(version)
              .bytes());
    }
  }

  private static Scope scope(int number) {
    return new Scope("many.scope" + number);
  }

  /// Every file and its hash, found without any of the store's code.
  private Map<String, String> scan() throws IOException {
    var found = new HashMap<String, String>();
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(
            folder.resolve("data").relativize(file).toString(),
            Sha256.hex(Files.readAllBytes(file)));
      }
    }
    return found;
  }

  private Map<String, String> indexed(Home home) {
    var tree = new DataTree(folder.resolve("data"));
    var found = new HashMap<String, String>();
    for (int i = 0; i < SCOPES; i++) {
      for (int offset = 0; offset < FILES; offset += PAGE) {
        for (VersionSummary version :
            home.adapter().dataFiles().versions(scope(i), new Page(PAGE, offset)).items()) {
          Path file = tree.fileOf(scope(i), version.collectedAt());
          found.put(tree.root().relativize(file).toString(), version.sha256());
        }
      }
    }
    return found;
  }
}
