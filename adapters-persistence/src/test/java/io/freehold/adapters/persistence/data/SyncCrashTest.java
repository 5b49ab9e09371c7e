package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.AB;
import static io.freehold.adapters.persistence.data.Samples.ABC;
import static io.freehold.adapters.persistence.data.Samples.save;
import static io.freehold.adapters.persistence.data.Samples.versions;
import static io.freehold.application.testing.RemoteCopies.PLACE;
import static io.freehold.application.testing.RemoteCopies.copy;
import static io.freehold.application.testing.RemoteCopies.urlOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.Upkeep;
import io.freehold.adapters.persistence.data.FileLinks.Link;
import io.freehold.adapters.persistence.data.Renumberings.Renumbering;
import io.freehold.adapters.persistence.files.FailingDisk;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.Reserve;
import io.freehold.adapters.persistence.files.Space;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Migrations;
import io.freehold.adapters.persistence.sync.Position;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.SyncIndex;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SpooledBytes;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.Sha256;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a crash between two steps of the synchronisation leaves, with and without the index, and
/// what the next start makes of it.
class SyncCrashTest {
  private static final FileId ONE = new FileId("0x" + "1".repeat(64));
  private static final FileId TWO = new FileId("0x" + "2".repeat(64));
  private static final String ELSEWHERE = "ipfs http://127.0.0.1:5001";

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void open() {
    home = new Home(folder, Cast.CLOCK);
    sync().useBackend(PLACE);
  }

  @AfterEach
  void close() {
    home.close();
    assertThat(defects()).isEmpty();
  }

  /// But for the permissions of what a test itself made.
  private List<String> defects() {
    return new Upkeep(folder)
        .defects().stream().filter(text -> !text.startsWith("wrong-mode")).toList();
  }

  @Test
  void showsALinkThatTheIndexHadNotHeardOf() {
    VersionSummary version = save(files(), AB, "{}");

    home.restartAfter(() -> inTheState(state -> addLink(state, version)));

    assertThat(versions(files(), AB))
        .extracting(VersionSummary::fileId)
        .containsExactly(Optional.of(ONE));
    assertThat(sync().pendingUploadCount()).isZero();
  }

  @Test
  void marksWhatWaitsForAPlaceThatWasChosenJustBefore() {
    VersionSummary here = save(files(), AB, "{}");
    VersionSummary there = save(files(), ABC, "{}");
    sync().link(copy(ONE, AB, here.collectedAt(), PLACE));
    sync().link(copy(TWO, ABC, there.collectedAt(), ELSEWHERE));

    home.restartAfter(() -> inTheState(state -> new Position(state).usePlace(ELSEWHERE)));

    assertThat(sync().pendingUploads(10, Cast.NOW))
        .extracting(LocalVersion::scope)
        .containsExactly(AB);
  }

  /// A deletion that comes while another name is being written wins.
  @Test
  void givesNoNameToAVersionThatIsDeletedMeanwhile() throws IOException {
    LocalVersion old = local(save(files(), AB, "{}"));
    var disk = new FailingDisk(folder);
    home.restartOn(disk);
    disk.beforeTheNextFile(() -> files().delete(AB));

    assertThat(sync().renumber(old)).isEmpty();

    assertThat(versions(files(), AB)).isEmpty();
    assertThat(home.file("incoming")).isEmptyDirectory();
    assertThat(home.file("data")).isEmptyDirectory();
  }

  @Test
  void givesNoNameToAVersionWhoseDeletionHasBegun() throws IOException {
    LocalVersion old = local(save(files(), AB, "{}"));
    var disk = new FailingDisk(folder);
    home.restartOn(disk);
    disk.beforeTheNextFile(() -> {
      try {
        inTheState(state -> new Deletions(state).begin(new Deletions.Deletion(AB, old.version())));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });

    assertThat(sync().renumber(old)).isEmpty();

    home.restart();
    assertThat(versions(files(), AB)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void marksWhatWaitsWhenTheIndexIsMadeAgain(boolean isReindexed) {
    VersionSummary stored = save(files(), AB, "{\"n\":1}");
    VersionSummary waiting = save(files(), AB, "{\"n\":2}");
    VersionSummary elsewhere = save(files(), ABC, "{}");
    sync().link(copy(ONE, AB, stored.collectedAt()));
    sync().link(copy(TWO, ABC, elsewhere.collectedAt(), ELSEWHERE));

    if (isReindexed) {
      home.adapter().reindex();
    } else {
      home.restartAfter(() -> Files.delete(home.file("index.db")));
    }

    assertThat(sync().pendingUploads(10, Cast.NOW))
        .extracting(LocalVersion::sha256)
        .containsExactlyInAnyOrder(waiting.sha256(), elsewhere.sha256());
    assertThat(sync().copiesOf(AB, stored.collectedAt())).hasSize(1);
    assertThat(sync().knows(TWO)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void finishesForgettingWhatItBeganToForget(boolean isIndexLost) {
    VersionSummary kept = save(files(), AB, "{\"n\":1}");
    VersionSummary dropped = save(files(), AB, "{\"n\":2}");
    sync().link(copy(ONE, AB, dropped.collectedAt()));

    home.restartAfter(() -> {
      inTheState(state -> {
        var links = new FileLinks(state);
        links.forgetVersion(links.find(ONE).orElseThrow());
      });
      loseTheIndex(isIndexLost);
    });

    assertThat(versions(files(), AB)).containsExactly(kept);
    assertThat(fileOf(AB, dropped.collectedAt())).doesNotExist();
    assertThat(sync().knows(ONE)).isFalse();
    assertThat(save(files(), AB, "{\"n\":3}").collectedAt()).isGreaterThan(dropped.collectedAt());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void doesNotBringBackWhatWasForgottenWhenItsFileReturns(boolean isIndexLost) throws IOException {
    var version = CollectedAt.parse("2026-01-21T10:00:00Z");
    byte[] bytes = Samples.draft(AB, "{}").at(version).bytes();
    receive(ONE, AB, bytes);
    sync().forget(ONE);

    home.restartAfter(() -> {
      Files.createDirectories(fileOf(AB, version).getParent());
      Files.write(fileOf(AB, version), bytes);
      loseTheIndex(isIndexLost);
    });

    assertThat(versions(files(), AB)).isEmpty();
    home.close();
    assertThat(defects()).containsExactly("deleted-file data/a/b/2026-01-21T10-00-00Z.json");
    new Upkeep(folder).repair();
    home = new Home(folder, Cast.CLOCK);
    assertThat(receive(TWO, AB, bytes)).isInstanceOf(Receipt.Stored.class);
    home.restartAfter(() -> loseTheIndex(isIndexLost));
    assertThat(versions(files(), AB)).hasSize(1);
  }

  @Test
  void takesAForgottenVersionAgainWhoseFileLiesInItsPlace() throws IOException {
    var version = CollectedAt.parse("2026-01-21T10:00:00Z");
    byte[] bytes = Samples.draft(AB, "{}").at(version).bytes();
    receive(ONE, AB, bytes);
    sync().forget(ONE);
    Files.createDirectories(fileOf(AB, version).getParent());
    Files.writeString(fileOf(AB, version), "what a backup brought back");

    assertThat(receive(TWO, AB, bytes)).isInstanceOf(Receipt.Stored.class);
    assertThat(fileOf(AB, version)).hasBinaryContent(bytes);
  }

  @Test
  void leavesAStrangeFileAloneThatLiesInTheWayOfAnArrival() throws IOException {
    var version = CollectedAt.parse("2026-01-21T10:00:00Z");
    Files.createDirectories(fileOf(AB, version).getParent());
    Files.writeString(fileOf(AB, version), "somebody else's");

    assertThat(receive(ONE, AB, Samples.draft(AB, "{}").at(version).bytes()))
        .isInstanceOf(Receipt.Refused.class);

    assertThat(fileOf(AB, version)).hasContent("somebody else's");
    assertThat(home.file("incoming")).isEmptyDirectory();
    assertThat(sync().knows(ONE)).isFalse();
    Files.delete(fileOf(AB, version));
  }

  @Test
  void takesAnArrivalAgainThatACrashCutOffBeforeItsLink() {
    var version = CollectedAt.parse("2026-01-21T10:00:00Z");
    byte[] bytes = Samples.draft(AB, "{}").at(version).bytes();
    receive(ONE, AB, bytes);

    home.restartAfter(() -> {
      inTheState(state -> new FileLinks(state).forget(ONE));
      Files.delete(home.file("index.db"));
    });

    assertThat(sync().knows(ONE)).isFalse();
    assertThat(sync().pendingUploadCount()).isEqualTo(1);
    assertThat(receive(ONE, AB, bytes)).isInstanceOf(Receipt.Known.class);
    assertThat(sync().pendingUploadCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void abandonsANewNameThatNobodyHasSeen(boolean isIndexLost) {
    LocalVersion old = local(save(files(), AB, "{}"));
    var begun = renumbering(old, "2026-02-02T02:40:00.001Z", "{}");

    home.restartAfter(() -> {
      inTheState(state -> new Renumberings(state).begin(begun));
      loseTheIndex(isIndexLost);
    });

    assertThat(versions(files(), AB))
        .extracting(VersionSummary::sha256)
        .containsExactly(old.sha256());
    LocalVersion renumbered = sync().renumber(old).orElseThrow();
    assertThat(sync().renumber(old)).contains(renumbered);
    assertThat(versions(files(), AB)).hasSize(1);
  }

  @Test
  void takesAnotherNameWhenSomebodyElseGotTheFirst() {
    LocalVersion old = local(save(files(), AB, "{}"));
    home.restartAfter(() ->
        inTheState(state ->
            new Renumberings(state).begin(renumbering(old, "2026-02-02T02:40:00.001Z", "{}"))));
    VersionSummary other = save(files(), AB, "{\"n\":2}");

    LocalVersion renumbered = sync().renumber(old).orElseThrow();

    assertThat(renumbered.version()).isGreaterThan(other.collectedAt());
    assertThat(versions(files(), AB)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void finishesANewNameThatTheIndexHas(boolean isIndexLost) throws IOException {
    LocalVersion old = local(save(files(), AB, "{}"));
    sync().link(copy(ONE, AB, old.version()));
    byte[] before = Files.readAllBytes(fileOf(AB, old.version()));
    LocalVersion renumbered = sync().renumber(old).orElseThrow();

    home.restartAfter(() -> {
      inTheState(state -> {
        new DroppedVersions(state).forgive(new DroppedVersions.Name(AB, old.version()));
        new Renumberings(state)
            .begin(
                new Renumbering(
                    AB, old.version(), old.sha256(), renumbered.version(), renumbered.sha256()));
      });
      Files.write(fileOf(AB, old.version()), before);
      loseTheIndex(isIndexLost);
    });

    assertThat(versions(files(), AB))
        .extracting(VersionSummary::sha256)
        .containsExactly(renumbered.sha256());
    assertThat(fileOf(AB, old.version())).doesNotExist();
    assertThat(sync().renumber(old)).contains(renumbered);
    assertThat(sync().dueRemovals(10, Cast.NOW)).extracting(Removal::fileId).containsExactly(ONE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void removesCopiesOfADeletionThatWasOnlyBegun(boolean isIndexLost) {
    VersionSummary version = save(files(), AB, "{}");
    sync().link(copy(ONE, AB, version.collectedAt()));

    home.restartAfter(() -> {
      inTheState(
          state -> new Deletions(state).begin(new Deletions.Deletion(AB, version.collectedAt())));
      loseTheIndex(isIndexLost);
    });

    assertThat(versions(files(), AB)).isEmpty();
    assertThat(sync().dueRemovals(10, Cast.NOW))
        .containsExactly(new Removal(ONE, urlOf(ONE), PLACE, false));
    assertThat(receive(TWO, AB, Samples.draft(AB, "{}").at(version.collectedAt()).bytes()))
        .isEqualTo(new Receipt.Deleted(version.collectedAt()));
  }

  @Test
  void keepsARenumberedVersionUnderItsIdempotencyKey() {
    VersionSummary old = files().save(Samples.keyed(AB, "{}", "key"));

    LocalVersion renumbered = sync().renumber(local(old)).orElseThrow();

    VersionSummary again = files().save(Samples.keyed(AB, "{}", "key"));
    assertThat(again.collectedAt()).isEqualTo(renumbered.version());
    assertThat(again.sha256()).isEqualTo(renumbered.sha256());
    assertThat(versions(files(), AB)).hasSize(1);
  }

  private void loseTheIndex(boolean isLost) throws IOException {
    if (isLost) {
      Files.delete(home.file("index.db"));
    }
  }

  private interface InTheState {
    void change(Database state);
  }

  private void inTheState(InTheState change) throws IOException {
    var space = new Space(folder, 64 << 20);
    var disk = LocalDisk.at(folder);
    var gate = new WriteGate(space, new Reserve(folder, disk, space));
    try (Database state =
        Database.open(home.file("state.db"), disk, gate, 1, new Migrations("state"))) {
      change.change(state);
    }
  }

  private static void addLink(Database state, VersionSummary version) {
    var _ =
        new FileLinks(state)
            .add(List.of(Link.of(copy(ONE, AB, version.collectedAt()), Optional.empty())));
  }

  private static Renumbering renumbering(LocalVersion old, String name, String payload) {
    var version = CollectedAt.parse(name);
    return new Renumbering(
        AB,
        old.version(),
        old.sha256(),
        version,
        Sha256.hex(Samples.draft(AB, payload).at(version).bytes()));
  }

  private Receipt receive(FileId fileId, Scope scope, byte[] bytes) {
    return sync()
        .receive(
            new Arrival(fileId, urlOf(fileId), PLACE, SchemaId.parse("7"), scope, Optional.empty()),
            new SpooledBytes(bytes));
  }

  private static LocalVersion local(VersionSummary version) {
    return Store.local(AB, version);
  }

  private Path fileOf(Scope scope, CollectedAt version) {
    return new DataTree(home.file("data")).fileOf(scope, version);
  }

  private DataFiles files() {
    return home.adapter().dataFiles();
  }

  private SyncIndex sync() {
    return home.adapter().syncIndex();
  }
}
