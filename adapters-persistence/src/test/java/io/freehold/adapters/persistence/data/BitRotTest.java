package io.freehold.adapters.persistence.data;

import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.Upkeep;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One bit of each of a thousand files goes bad: all are found out, and none is served (R7), even
/// when the index that knew their hashes is lost at the same time.
class BitRotTest {
  private static final int FILES = 1_000;
  private static final int SCOPES = 10;
  private static final int LARGE_EVERY = 50;
  private static final long SEED = Long.getLong("freehold.seed", 7);

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Map<VersionSummary, Scope> versions = new ConcurrentHashMap<>();

  @BeforeEach
  void storeAThousandFiles() {
    System.out.println("R7: seed " + SEED + " (-Dfreehold.seed=...)");
    try (var home = new Home(folder, Cast.CLOCK);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, FILES)
          .forEach(i ->
              threads.execute(() -> {
                var scope = new Scope("rot.scope" + i % SCOPES);
                String text = "x".repeat(i % LARGE_EVERY == 0 ? 300_000 : i);
                versions.put(
                    Samples.save(
                        home.adapter().dataFiles(),
                        scope,
                        "{\"n\":%d,\"text\":\"%s\"}".formatted(i, text)),
                    scope);
              }));
    }
    assertThat(versions).hasSize(FILES);
  }

  @Test
  void isFoundByEveryRead() throws IOException {
    flipABitOfEach();

    assertThat(served()).isZero();
  }

  @Test
  void isFoundByEveryReadAfterTheIndexIsLost() throws IOException {
    hashesMustBeNoted();
    flipABitOfEach();
    Files.delete(folder.resolve("index.db"));

    assertThat(served()).isZero();
  }

  @Test
  void isFoundByFsck() throws IOException {
    flipABitOfEach();

    assertThat(new Upkeep(folder).defects())
        .hasSize(FILES)
        .allSatisfy(text -> assertThat(text).startsWith("rotten-file "));
  }

  @Test
  void isFoundByFsckWhenTheIndexIsLost() throws IOException {
    hashesMustBeNoted();
    flipABitOfEach();
    Files.delete(folder.resolve("index.db"));
    var upkeep = new Upkeep(folder);

    assertThat(upkeep.defects())
        .hasSize(FILES + 1)
        .filteredOn(text -> text.startsWith("rotten-file "))
        .hasSize(FILES);
    upkeep.repair();
    assertThat(upkeep.defects()).isEmpty();
  }

  private void hashesMustBeNoted() throws IOException {
    VersionSummary version = versions.keySet().iterator().next();
    Path file =
        new DataTree(folder.resolve("data")).fileOf(versions.get(version), version.collectedAt());
    boolean isNoted = LocalDisk.toLookAt(folder).notedSha256(file).isPresent();
    if (!isNoted) {
      System.out.println("R7: NOT TRIED without an index: no extended attributes at " + folder);
    }
    Assumptions.assumeTrue(isNoted, "files here cannot carry their hash; see the line above");
  }

  private void flipABitOfEach() throws IOException {
    var random = new Random(SEED);
    var tree = new DataTree(folder.resolve("data"));
    for (Map.Entry<VersionSummary, Scope> entry : new HashMap<>(versions).entrySet()) {
      Path file = tree.fileOf(entry.getValue(), entry.getKey().collectedAt());
      byte[] bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
    }
  }

  /// How many versions are given out; the others are refused as damaged.
  private long served() {
    try (var home = new Home(folder, Cast.CLOCK)) {
      long served = 0;
      for (Map.Entry<VersionSummary, Scope> entry : versions.entrySet()) {
        var version = new Version.AsOf(entry.getKey().collectedAt());
        try {
          served +=
              Samples.find(home.adapter().dataFiles(), entry.getValue(), version).isPresent()
                  ? 1
                  : 0;
        } catch (ProblemException e) {
          assertThat(e.problem()).isInstanceOf(Problem.ServiceUnavailable.class);
        }
      }
      assertRefused(
          () ->
              Samples.find(
                  home.adapter().dataFiles(), new Scope("rot.scope0"), new Version.Latest()),
          Problem.ServiceUnavailable.class);
      return served;
    }
  }
}
