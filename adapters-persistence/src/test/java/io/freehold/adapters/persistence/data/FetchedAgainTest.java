package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.AB;
import static io.freehold.adapters.persistence.data.Samples.find;
import static io.freehold.adapters.persistence.data.Samples.text;
import static io.freehold.adapters.persistence.data.Samples.versions;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.Upkeep;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.port.Schemas;
import io.freehold.application.sync.Backends;
import io.freehold.application.sync.DownloadNewFiles;
import io.freehold.application.sync.Replica;
import io.freehold.application.sync.Retry;
import io.freehold.application.sync.SyncRound;
import io.freehold.application.sync.UploadPendingFiles;
import io.freehold.application.sync.Workers;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeCipher;
import io.freehold.application.testing.FakeStorageBackend;
import io.freehold.application.testing.HashedIds;
import io.freehold.application.testing.InMemoryFileRegistry;
import io.freehold.application.testing.InMemorySchemas;
import io.freehold.application.testing.StubSchema;
import io.freehold.domain.Problem;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// R7: what went bad on this disk and has a copy elsewhere comes back with the next round of the
/// synchronisation, although its record was read long ago.
class FetchedAgainTest {
  private static final StubSchema SCHEMA = StubSchema.acceptingEverything();
  private static final Workers ONE_BY_ONE =
      new Workers() {
        @Override
        public <T> SyncRound all(List<T> files, Function<T, SyncRound> work) {
          return files.stream().map(work).reduce(SyncRound.NOTHING, SyncRound::plus);
        }
      };

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final FakeStorageBackend backend = FakeStorageBackend.withKeys("keyed");
  private final InMemoryFileRegistry registry = new InMemoryFileRegistry();
  private final Schemas schemas = new InMemorySchemas().add(AB, SCHEMA);
  private final Replica replica =
      new Replica(Cast.OWNER, new MasterKey(Cast.OWNER_KEY.sign(MasterKey.SENTENCE)));
  private final List<VersionSummary> kept = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private Home home;

  @BeforeEach
  void storeAndSynchronise() {
    home = new Home(folder, Cast.CLOCK);
    home.adapter().syncIndex().useBackend(backend.place());
    for (int i = 0; i < 3; i++) {
      kept.add(save("{\"n\":" + i + "}"));
      texts.add(read(i));
    }
    assertThat(upload().done()).isEqualTo(3);
    assertThat(download()).as("its own records are no news").isEqualTo(SyncRound.NOTHING);
    assertThat(home.adapter().syncIndex().cursor()).isPresent();
  }

  @AfterEach
  void close() {
    home.close();
  }

  private VersionSummary save(String payload) {
    return home.adapter()
        .dataFiles()
        .save(
            new DataDraft(
                Optional.of(SCHEMA.reference()),
                AB,
                JsonDocument.of(payload),
                Cast.NOW,
                Optional.empty()));
  }

  private String read(int i) {
    return text(
        find(home.adapter().dataFiles(), AB, new Version.AsOf(kept.get(i).collectedAt()))
            .orElseThrow());
  }

  private Path fileOf(int i) {
    return new DataTree(folder.resolve("data")).fileOf(AB, kept.get(i).collectedAt());
  }

  private SyncRound upload() {
    return new UploadPendingFiles(
            replica,
            new Backends(backend, List.of(backend)),
            new FakeCipher(),
            registry,
            new HashedIds(),
            home.adapter().syncIndex(),
            new Retry(Cast.CLOCK, new Random(1)),
            ONE_BY_ONE,
            Cast.CLOCK,
            100)
        .run();
  }

  private SyncRound download() {
    return new DownloadNewFiles(
            replica,
            new Backends(backend, List.of(backend)),
            new FakeCipher(),
            registry,
            schemas,
            new HashedIds(),
            home.adapter().syncIndex(),
            new Retry(Cast.CLOCK, new Random(1)),
            ONE_BY_ONE,
            Cast.CLOCK)
        .run(Optional.empty())
        .round();
  }

  private void flipABit(int i) throws IOException {
    byte[] bytes = Files.readAllBytes(fileOf(i));
    bytes[bytes.length / 2] ^= 1;
    Files.write(fileOf(i), bytes);
  }

  private void mustBeAsItWas() {
    assertThat(versions(home.adapter().dataFiles(), AB))
        .extracting(VersionSummary::collectedAt, VersionSummary::sha256, VersionSummary::schemaId)
        .containsExactlyElementsOf(
            kept.reversed().stream()
                .map(version -> tuple(version.collectedAt(), version.sha256(), version.schemaId()))
                .toList());
    for (int i = 0; i < kept.size(); i++) {
      assertThat(read(i)).isEqualTo(texts.get(i));
    }
    assertThat(home.adapter().syncIndex().troubleCount()).isZero();
    assertThat(home.adapter().syncIndex().pendingUploadCount()).isZero();
    assertThat(download()).isEqualTo(SyncRound.NOTHING);
  }

  @Test
  void bringsBackWhatARepairHadToPutAside() throws IOException {
    home.close();
    flipABit(1);
    var repaired = new ArrayList<String>();
    home.restartAfter(() -> repaired.addAll(new Upkeep(folder).repair()));
    assertThat(repaired).singleElement().asString().startsWith("rotten-file");
    assertThat(versions(home.adapter().dataFiles(), AB)).hasSize(2);

    assertThat(download().done()).isEqualTo(1);

    mustBeAsItWas();
    home.close();
    assertThat(new Upkeep(folder).defects()).isEmpty();
  }

  @Test
  void bringsBackAFileThatIsGone() {
    home.restartAfter(() -> {
      Files.delete(fileOf(0));
      Files.delete(fileOf(2));
      new Upkeep(folder).repair();
    });

    assertThat(download().done()).isEqualTo(2);

    mustBeAsItWas();
  }

  @Test
  void bringsBackAFileThatIsGoneTogetherWithTheIndex() {
    home.restartAfter(() -> {
      Files.delete(fileOf(0));
      Files.delete(folder.resolve("index.db"));
    });

    assertThat(download().done()).isEqualTo(1);

    mustBeAsItWas();
  }

  @Test
  void saysWhatIsStillToCome() {
    home.restartAfter(() -> {
      flipABit(1);
      new Upkeep(folder).repair();
    });

    assertThat(home.adapter().syncIndex().troubles(10))
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.message()).contains("fetched again"));
  }

  /// Without a good copy it stays lost, and says so.
  @Test
  void takesNoCopyThatIsBadItself() throws IOException {
    for (String url : backend.blobs().keySet()) {
      backend.put(new BlobUrl(url), new byte[] {1, 2, 3});
    }
    home.restartAfter(() -> {
      flipABit(1);
      new Upkeep(folder).repair();
    });

    assertThat(download().failed()).isEqualTo(1);

    assertThat(versions(home.adapter().dataFiles(), AB)).hasSize(2);
    assertThat(home.adapter().syncIndex().troubleCount()).isEqualTo(1);
  }

  @Test
  void bringsNothingBackThatWasDeleted() {
    home.adapter().dataFiles().delete(AB);
    home.restartAfter(() -> Files.delete(folder.resolve("index.db")));

    assertThat(home.adapter().syncIndex().troubleCount()).isZero();
    assertThat(download()).isEqualTo(SyncRound.NOTHING);
    assertThat(versions(home.adapter().dataFiles(), AB)).isEmpty();
  }

  /// A running server refuses what went bad, and waits for the repair.
  @Test
  void servesNothingBadMeanwhile() throws IOException {
    flipABit(1);

    assertRefused(() -> read(1), Problem.ServiceUnavailable.class);
  }
}
