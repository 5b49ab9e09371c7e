package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.AB;
import static io.freehold.adapters.persistence.data.Samples.ABC;
import static io.freehold.adapters.persistence.data.Samples.latest;
import static io.freehold.adapters.persistence.data.Samples.save;
import static io.freehold.adapters.persistence.data.Samples.versions;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.data.Deletions.Deletion;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.Reserve;
import io.freehold.adapters.persistence.files.Space;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Migrations;
import io.freehold.application.port.DataFiles;
import io.freehold.application.testing.Cast;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.data.VersionSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a crash can leave on the disk, and what the next start makes of it.
class CrashTest {
  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void open() {
    home = new Home(folder, Cast.CLOCK);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void keepsAStoredVersionWhoseFirstNameIsStillThere() throws IOException {
    VersionSummary stored = save(files(), AB, "{}");

    home.restartAfter(() -> Files.createLink(home.file("incoming/7.json"), fileOf(AB, stored)));

    assertThat(versions(files(), AB)).containsExactly(stored);
    assertThat(fileOf(AB, stored)).exists();
    assertThat(home.file("incoming")).isEmptyDirectory();
  }

  @Test
  void removesAVersionThatWasLinkedButNeverCommitted() throws IOException {
    VersionSummary stored = save(files(), AB, "{\"n\":1}");
    Path linked = home.file("data/a/b/2027-01-01T00-00-00Z.json");

    home.restartAfter(() -> {
      Path incoming = write("incoming/7.json", AB, "2027-01-01T00:00:00Z");
      Files.createLink(linked, incoming);
    });

    assertThat(linked).doesNotExist();
    assertThat(home.file("incoming")).isEmptyDirectory();
    assertThat(versions(files(), AB)).containsExactly(stored);
  }

  @Test
  void removesTheFoldersOfAVersionThatWasNeverCommitted() throws IOException {
    home.restartAfter(() -> {
      Path incoming = write("incoming/7.json", ABC, "2027-01-01T00:00:00Z");
      Path target = home.file("data/a/b/c/2027-01-01T00-00-00Z.json");
      Files.createDirectories(target.getParent());
      Files.createLink(target, incoming);
    });

    assertThat(home.file("data")).isEmptyDirectory();
  }

  @Test
  void leavesAFileAloneThatAnInterruptedWriteFoundInItsPlace() throws IOException {
    Path strange = home.file("data/a/b/2027-01-01T00-00-00Z.json");

    home.restartAfter(() -> {
      write("incoming/7.json", AB, "2027-01-01T00:00:00Z");
      Files.createDirectories(strange.getParent());
      Files.writeString(strange, "somebody else's");
    });

    assertThat(strange).hasContent("somebody else's");
    assertThat(home.file("incoming")).isEmptyDirectory();
  }

  @Test
  void removesWhatBrokeOffWhileItWasWritten() throws IOException {
    home.restartAfter(() -> {
      Files.writeString(home.file("incoming/1.json"), "{\"version\":\"1.0\",\"scope\":\"a.");
      Files.write(home.file("incoming/2.json"), new byte[4_096]);
      Files.write(home.file("incoming/3.json"), new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe});
      Files.createFile(home.file("incoming/4.json"));
      Files.writeString(home.file("incoming/5.json"), "{\"scope\":\"../../etc\"}");
    });

    assertThat(home.file("incoming")).isEmptyDirectory();
    assertThat(home.file("data")).isEmptyDirectory();
  }

  @Test
  void finishesADeletionThatWasBegun() throws IOException {
    VersionSummary first = save(files(), AB, "{\"n\":1}");
    VersionSummary second = save(files(), AB, "{\"n\":2}");
    save(files(), ABC, "{\"n\":3}");

    home.restartAfter(() -> beginDeletion(AB, second.collectedAt()));

    assertThat(versions(files(), AB)).isEmpty();
    assertThat(fileOf(AB, first)).doesNotExist();
    assertThat(fileOf(AB, second)).doesNotExist();
    assertThat(latest(files(), ABC)).hasValueSatisfying(text -> assertThat(text).contains("3"));
  }

  @Test
  void finishesADeletionEvenWhenTheIndexIsLost() throws IOException {
    VersionSummary first = save(files(), AB, "{\"n\":1}");
    VersionSummary second = save(files(), AB, "{\"n\":2}");

    home.restartAfter(() -> {
      beginDeletion(AB, second.collectedAt());
      Files.delete(fileOf(AB, first));
      Files.delete(home.file("index.db"));
    });

    assertThat(versions(files(), AB)).isEmpty();
    assertThat(fileOf(AB, second)).doesNotExist();
  }

  @Test
  void doesNotBringBackWhatWasDeletedWhenItsFilesReturn() throws IOException {
    VersionSummary deleted = save(files(), AB, "{\"n\":1}");
    byte[] bytes = Files.readAllBytes(fileOf(AB, deleted));
    files().delete(AB);

    home.restartAfter(() -> {
      Files.createDirectories(fileOf(AB, deleted).getParent());
      Files.write(fileOf(AB, deleted), bytes);
      Files.delete(home.file("index.db"));
    });

    assertThat(versions(files(), AB)).isEmpty();
    VersionSummary next = save(files(), AB, "{\"n\":2}");
    assertThat(next.collectedAt()).isGreaterThan(deleted.collectedAt());
  }

  @Test
  void remembersTheNamesOfDeletedVersionsWhenTheIndexIsLost() throws IOException {
    VersionSummary deleted = save(files(), AB, "{\"n\":1}");
    files().delete(AB);

    home.restartAfter(() -> Files.delete(home.file("index.db")));

    assertThat(save(files(), AB, "{}").collectedAt()).isGreaterThan(deleted.collectedAt());
  }

  private DataFiles files() {
    return home.adapter().dataFiles();
  }

  private Path fileOf(Scope scope, VersionSummary version) {
    return new DataTree(home.file("data")).fileOf(scope, version.collectedAt());
  }

  private Path write(String path, Scope scope, String collectedAt) throws IOException {
    return Files.write(
        home.file(path), Samples.draft(scope, "{}").at(CollectedAt.parse(collectedAt)).bytes());
  }

  private static WriteGate gate(Path folder) throws IOException {
    var space = new Space(folder, 64 << 20);
    return new WriteGate(space, new Reserve(folder, LocalDisk.at(folder), space));
  }

  private void beginDeletion(Scope scope, CollectedAt through) throws IOException {
    var gate = gate(folder);
    try (Database state =
        Database.open(
            home.file("state.db"), LocalDisk.at(folder), gate, 1, new Migrations("state"))) {
      new Deletions(state).begin(new Deletion(scope, through));
    }
  }
}
