package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.AB;
import static io.freehold.adapters.persistence.data.Samples.ABC;
import static io.freehold.adapters.persistence.data.Samples.latest;
import static io.freehold.adapters.persistence.data.Samples.save;
import static io.freehold.adapters.persistence.data.Samples.versions;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.port.DataFiles;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.RemoteCopies;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.Sha256;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ScopePattern;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The index can be lost, cut, overwritten or replaced by an older one: the files are the truth
/// (R5).
class IndexLossTest {
  private static final long SEED = Long.getLong("freehold.seed", 1);
  private static final FileId FILE_ID = new FileId("0x" + "1".repeat(64));

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Home home;
  private List<VersionSummary> versions;
  private List<ScopeSummary> scopes;

  @BeforeAll
  static void tellTheSeed() {
    System.out.println("R5: seed " + SEED + " (-Dfreehold.seed=...)");
  }

  @BeforeEach
  void fillTheStore() {
    home = new Home(folder, Cast.CLOCK);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 200)
          .forEach(i -> threads.execute(() -> save(files(), AB, "{\"n\":" + i + "}")));
    }
    save(files(), ABC, "{\"text\":\"" + "x".repeat(300_000) + "\"}");
    save(files(), new Scope("con.savedTracks"), "{}");
    files()
        .save(
            new DataDraft(
                Optional.of(new SchemaReference(new SchemaId("0x" + "7".repeat(64)), "ipfs://x")),
                AB,
                JsonDocument.of("{}"),
                Cast.NOW,
                Optional.empty()));
    home.adapter()
        .syncIndex()
        .link(RemoteCopies.copy(FILE_ID, AB, versions(files(), AB).get(5).collectedAt()));
    versions = versions(files(), AB);
    scopes = scopes(files());
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void isMadeAgainWhenItIsDeleted() {
    home.restartAfter(() -> Files.delete(home.file("index.db")));

    assertThatNothingIsLost();
  }

  @Test
  void isMadeAgainWhenItIsEmpty() {
    home.restartAfter(() -> cut(0));

    assertThatNothingIsLost();
  }

  @Test
  void isMadeAgainWhenItIsCut() {
    home.restartAfter(() -> cut(4_096));

    assertThatNothingIsLost();
  }

  @Test
  void isMadeAgainWhenItIsCutWithinAPage() {
    home.restartAfter(() -> cut(10_000));

    assertThatNothingIsLost();
  }

  @Test
  void isMadeAgainWhenItIsNoDatabase() {
    home.restartAfter(() -> {
      byte[] garbage = new byte[50_000];
      new Random(SEED).nextBytes(garbage);
      Files.write(home.file("index.db"), garbage);
    });

    assertThatNothingIsLost();
    assertThat(home.file("damaged-index.db")).exists();
  }

  @Test
  void isMadeAgainWhenItsPagesAreGarbage() {
    home.restartAfter(() -> {
      var random = new Random(SEED + 1);
      try (var file = new RandomAccessFile(home.file("index.db").toFile(), "rw")) {
        byte[] page = new byte[4_096];
        for (long at = 4_096; at < file.length(); at += page.length) {
          random.nextBytes(page);
          file.seek(at);
          file.write(page);
        }
      }
    });

    assertThatNothingIsLost();
  }

  @Test
  void isMadeAgainWhenItIsDamagedWhileTheServerRuns() throws IOException {
    home.restart();
    try (var file = new RandomAccessFile(home.file("index.db").toFile(), "rw")) {
      byte[] garbage = new byte[(int) file.length() - 4_096];
      new Random(SEED + 2).nextBytes(garbage);
      file.seek(4_096);
      file.write(garbage);
    }

    save(files(), new Scope("new.scope"), "{}");

    assertThat(home.file("damaged-index.db")).exists();

    assertThat(versions(files(), AB)).isEqualTo(versions);
    assertThat(latest(files(), new Scope("new.scope"))).isPresent();
  }

  @Test
  void isCompletedWhenItIsAnOlderCopy() throws IOException {
    home.restart();
    home.restartAfter(() -> Files.copy(home.file("index.db"), home.file("older.db")));
    VersionSummary newer = save(files(), AB, "{\"n\":\"newer\"}");
    files().delete(ABC);

    home.restartAfter(() ->
        Files.move(
            home.file("older.db"),
            home.file("index.db"),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING));

    assertThat(versions(files(), AB).getFirst()).isEqualTo(newer);
    assertThat(versions(files(), AB).subList(1, versions.size() + 1)).isEqualTo(versions);
    assertThat(versions(files(), ABC)).isEmpty();
    assertThat(latest(files(), AB)).hasValueSatisfying(t -> assertThat(t).contains("newer"));
  }

  @Test
  void isMadeAgainWhenABitOfItIsWrong() throws IOException {
    var random = new Random(SEED + 3);
    for (int i = 0; i < 8; i++) {
      home.restartAfter(() -> {
        byte[] bytes = Files.readAllBytes(home.file("index.db"));
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(home.file("index.db"), bytes);
      });

      assertThat(versions(files(), AB)).isEqualTo(versions);
      assertThat(scopes(files())).isEqualTo(scopes);
    }
    assertThatNothingIsLost();
  }

  @Test
  void isMadeAgainAfterACrashThatLostItsWriteAheadLog() throws IOException {
    var crashed = Files.createDirectory(folder.resolve("crashed"));
    VersionSummary last = save(files(), AB, "{\"n\":\"last\"}");
    copyWithout("index.db-wal", crashed);

    assertThatNothingIsLost(crashed, last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.db-shm", "index.db", "state.db-shm"})
  void losesNothingWhenACrashTakesAnotherFile(String left) throws IOException {
    var crashed = Files.createDirectory(folder.resolve("crashed"));
    VersionSummary last = save(files(), AB, "{\"n\":\"last\"}");
    copyWithout(left, crashed);

    assertThatNothingIsLost(crashed, last);
  }

  @Test
  void losesNothingWhereverItsWriteAheadLogEnds() throws IOException {
    VersionSummary last = save(files(), AB, "{\"n\":\"last\"}");
    long length = Files.size(home.file("index.db-wal"));
    var random = new Random(SEED + 4);
    for (int i = 0; i < 12; i++) {
      var crashed = Files.createDirectory(folder.resolve("crashed"));
      copyWithout("nothing", crashed);
      try (var wal = new RandomAccessFile(crashed.resolve("index.db-wal").toFile(), "rw")) {
        wal.setLength(random.nextLong(length));
      }
      assertThatNothingIsLost(crashed, last);
      try (var paths = Files.walk(crashed)) {
        for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /// Version by version, with sizes, schemas and file ids, and the hashes of what lies on the disk.
  private void assertThatNothingIsLost(Path crashed, VersionSummary last) throws IOException {
    var all = new ArrayList<>(List.of(last));
    all.addAll(versions);
    try (var other = new Home(crashed, Cast.CLOCK)) {
      DataFiles found = other.adapter().dataFiles();
      assertThat(versions(found, AB)).isEqualTo(all);
      assertThat(scopes(found)).isEqualTo(scopes(files()));
      for (ScopeSummary scope : scopes(found)) {
        assertThat(versions(found, scope.scope())).isEqualTo(versions(files(), scope.scope()));
        mustHaveTheHashesOfItsFiles(found, scope.scope(), crashed);
      }
    }
  }

  private static void mustHaveTheHashesOfItsFiles(DataFiles found, Scope scope, Path crashed)
      throws IOException {
    var tree = new DataTree(crashed.resolve("data"));
    for (VersionSummary version : versions(found, scope)) {
      byte[] bytes = Files.readAllBytes(tree.fileOf(scope, version.collectedAt()));
      assertThat(version.sha256()).isEqualTo(Sha256.hex(bytes));
    }
  }

  @Test
  void isKeptAfterACrashThatLostNothing() throws IOException {
    var crashed = Files.createDirectory(folder.resolve("crashed"));
    copyWithout("nothing", crashed);

    try (var other = new Home(crashed, Cast.CLOCK)) {
      assertThat(versions(other.adapter().dataFiles(), AB)).isEqualTo(versions);
      assertThat(crashed.resolve("damaged-index.db")).doesNotExist();
    }
  }

  /// What a crash at this moment would leave.
  private void copyWithout(String left, Path target) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.filter(path -> !path.startsWith(target)).toList()) {
        Path copy = target.resolve(folder.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else if (!path.endsWith(left) && !path.endsWith("server.lock")) {
          Files.copy(path, copy);
        }
      }
    }
  }

  @Test
  void isMadeAgainOnRequest() {
    assertThat(home.adapter().reindex()).isEqualTo(203);

    assertThatNothingIsLost();
  }

  @Test
  void leavesOutFilesThatAreNotWhatTheirPlaceSays() {
    home.restartAfter(() -> {
      Files.delete(home.file("index.db"));
      Path ab = home.file("data/a/b");
      Path good = ab.resolve(versions.getFirst().collectedAt().fileName() + ".json");
      Files.copy(good, ab.resolve("2030-01-01T00-00-00Z.json"));
      Files.writeString(ab.resolve("2030-01-01T00-00-01Z.json"), "{\"version\":\"1.0\"");
      Files.writeString(ab.resolve("notes.txt"), "mine");
      Files.createDirectories(home.file("data/a/b/c/d"));
      Files.writeString(home.file("data/a/b/c/d/2030-01-01T00-00-00Z.json"), "{}");
      Files.createSymbolicLink(home.file("data/linked"), home.file("data/a"));
    });

    assertThatNothingIsLost();
  }

  private void assertThatNothingIsLost() {
    assertThat(versions(files(), AB)).isEqualTo(versions);
    assertThat(scopes(files())).isEqualTo(scopes);
    assertThat(latest(files(), ABC))
        .hasValueSatisfying(t -> assertThat(t).hasSizeGreaterThan(300_000));
    assertThat(Samples.find(files(), AB, new Version.ByFileId(FILE_ID))).isPresent();
    VersionSummary next = save(files(), AB, "{}");
    assertThat(next.collectedAt()).isGreaterThan(versions.getFirst().collectedAt());
  }

  private void cut(long length) throws IOException {
    try (var file = new RandomAccessFile(home.file("index.db").toFile(), "rw")) {
      file.setLength(length);
    }
  }

  private static List<ScopeSummary> scopes(DataFiles files) {
    return files.scopes(ScopePrefix.ALL, List.of(new ScopePattern("*")), new Page(100, 0)).items();
  }

  private DataFiles files() {
    return home.adapter().dataFiles();
  }
}
