package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.AB;
import static io.freehold.adapters.persistence.data.Samples.ABC;
import static io.freehold.adapters.persistence.data.Samples.keyed;
import static io.freehold.adapters.persistence.data.Samples.latest;
import static io.freehold.adapters.persistence.data.Samples.save;
import static io.freehold.adapters.persistence.data.Samples.versions;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.files.FailingDisk;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.port.DataFiles;
import io.freehold.application.server.CheckReadiness;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Scope;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.identity.ClientInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever act of the disk fails: what was acknowledged is there, what was not is there whole or
/// not at all, and no failure looks like success (R3).
class FailingDiskTest {
  private static final String LARGE = "{\"text\":\"" + "x".repeat(300_000) + "\"}";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /// What a caller was told.
  private static final class Told {
    private final List<VersionSummary> saved = new ArrayList<>();
    private final List<VersionSummary> savedBelow = new ArrayList<>();
    private final List<VersionSummary> savedAfterDeletion = new ArrayList<>();
    private boolean isDeleted;
    private boolean wasDeletionKeptOut;
    private boolean hasFailed;
    private int logged;
  }

  @ParameterizedTest
  @CsvSource({
    "Input/output error, false",
    "No space left on device, false",
    "Too many open files, false",
    "Input/output error, true",
    "No space left on device, true"
  })
  void losesNothingWhicheverActFails(String message, boolean isForGood) throws IOException {
    int act = 0;
    Told told;
    do {
      act++;
      Path home = folder.resolve("home-" + act);
      told = workWithOneFailure(home, act, () -> new IOException(message), isForGood);
      check(home, told);
    } while (told.hasFailed);

    System.out.printf(
        "R3: %d acts of the disk failed %s with \"%s\", 0 lost, 0 wrong%n",
        act - 1, isForGood ? "from then on" : "once", message);
    assertThat(act).as("acts of the script").isGreaterThan(40);
    assertThat(told.saved).hasSize(2);
    assertThat(told.savedAfterDeletion).hasSize(1);
    assertThat(told.logged).isEqualTo(3);
  }

  private Told workWithOneFailure(
      Path folder, int act, Supplier<IOException> failure, boolean isForGood) throws IOException {
    var told = new Told();
    try (var home = new Home(folder, Cast.CLOCK)) {
      var disk = new FailingDisk(folder);
      home.restartOn(disk);
      home.accessLog();
      if (isForGood) {
        disk.failFrom(act, failure);
      } else {
        disk.failAt(act, failure);
      }
      attempt(() -> told.saved.add(save(files(home), AB, "{\"n\":1}")));
      attempt(() -> told.logged = log(home, told.logged));
      attempt(() -> told.saved.add(files(home).save(keyed(AB, "{\"n\":2}", "key"))));
      attempt(() -> told.savedBelow.add(save(files(home), ABC, LARGE)));
      attempt(() -> told.logged = log(home, told.logged));
      attempt(() -> readAll(home, told));
      home.adapter().flush();
      checkThatNothingIsAcknowledgedAfterAFailedSync(home, disk);
      told.wasDeletionKeptOut = home.adapter().storageHealth().complaint().isPresent();
      attempt(() -> {
        files(home).delete(AB);
        told.isDeleted = true;
      });
      attempt(() -> told.savedAfterDeletion.add(save(files(home), AB, "{\"n\":4}")));
      attempt(() -> told.logged = log(home, told.logged));
      checkThatNothingIsAcknowledgedAfterAFailedSync(home, disk);
      told.hasFailed = disk.hasFailed();
    }
    return told;
  }

  /// What is given out is what was saved, whatever fails.
  private static void readAll(Home home, Told told) {
    for (VersionSummary version : told.saved) {
      Samples.find(files(home), AB, new Version.AsOf(version.collectedAt()))
          .ifPresent(file -> assertThat(Samples.text(file)).contains("{\"n\":"));
    }
    latest(files(home), ABC).ifPresent(text -> assertThat(text).endsWith(LARGE + "}"));
  }

  private static void checkThatNothingIsAcknowledgedAfterAFailedSync(Home home, FailingDisk disk) {
    if (disk.hasFailedToSync()) {
      assertRefused(
          () -> save(files(home), new Scope("x.y"), "{}"), Problem.ServiceUnavailable.class);
      assertThat(home.adapter().storageHealth().complaint()).isPresent();
    }
  }

  @Test
  void losesNothingWhicheverActFailsWhileItStarts() throws IOException {
    int act = 0;
    boolean hasFailed;
    do {
      act++;
      Path home = folder.resolve("home-" + act);
      hasFailed = startWithOneFailure(home, act);
    } while (hasFailed);

    System.out.printf("R3: %d acts of the disk failed while a server started, 0 lost%n", act - 1);
    assertThat(act).as("acts of a start").isGreaterThan(20);
  }

  private static boolean startWithOneFailure(Path folder, int act) throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      VersionSummary saved = save(files(home), AB, "{\"n\":1}");
      VersionSummary below = save(files(home), ABC, LARGE);
      var disk = new FailingDisk(folder);
      home.restartAfter(() -> {});
      Files.writeString(home.file("incoming/7.json"), "{\"version\"");
      Files.writeString(home.file("keys/server.json.new"), "{");
      if (act % 2 == 0) {
        home.restartAfter(() -> Files.delete(home.file("index.db")));
      }
      disk.failAt(act, () -> new IOException("Input/output error"));
      try {
        home.restartOn(disk);
        home.accessLog();
      } catch (ProblemException | UncheckedIOException e) {
        // A start that fails says so; one that does not has to be right.
        assertThat(disk.hasFailed()).isTrue();
      }
      boolean hasFailed = disk.hasFailed();
      home.restart();
      assertThat(versions(files(home), AB)).containsExactly(saved);
      assertThat(versions(files(home), ABC)).containsExactly(below);
      assertThat(latest(files(home), ABC)).isPresent();
      assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
      return hasFailed;
    }
  }

  /// SQLite fails where no disk of ours can make it: here on behalf of a full or failing one.
  @Test
  void takesAFileBackWhoseRowTheIndexRefuses() throws Exception {
    try (var home = new Home(folder, Cast.CLOCK)) {
      VersionSummary before = save(files(home), AB, "{\"n\":1}");
      change(
          home,
          "CREATE TRIGGER full BEFORE INSERT ON data_files BEGIN SELECT RAISE(ABORT, 'full'); END");

      assertThatThrownBy(() -> save(files(home), AB, "{\"n\":2}")).isNotNull();
      assertThatThrownBy(() -> save(files(home), ABC, "{\"n\":3}")).isNotNull();

      assertThat(filesIn(home.file("data"))).isEqualTo(1);
      assertThat(home.file("incoming")).isEmptyDirectory();
      change(home, "DROP TRIGGER full");
      VersionSummary after = save(files(home), AB, "{\"n\":4}");
      assertThat(versions(files(home), AB)).containsExactly(after, before);
    }
  }

  @Test
  void refusesWhileSomebodyElseHoldsTheDatabaseAndGoesOnAfterwards() throws Exception {
    try (var home = new Home(folder, Cast.CLOCK)) {
      try (var other = DriverManager.getConnection("jdbc:sqlite:" + home.file("index.db"));
          var statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");

        assertRefused(() -> save(files(home), AB, "{\"n\":1}"), Problem.ServiceUnavailable.class);

        statement.execute("ROLLBACK");
      }
      assertThat(filesIn(home.file("data"))).isZero();
      VersionSummary saved = save(files(home), AB, "{\"n\":2}");
      assertThat(versions(files(home), AB)).containsExactly(saved);
    }
  }

  private static void change(Home home, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.file("index.db"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void check(Path folder, Told told) throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      List<VersionSummary> kept = versions(files(home), AB);
      assertThat(kept).containsAll(told.savedAfterDeletion);
      if (told.isDeleted) {
        assertThat(kept).filteredOn(told.saved::contains).isEmpty();
      } else if (told.wasDeletionKeptOut) {
        assertThat(kept).containsAll(told.saved);
      } else {
        assertThat(told.saved.stream().filter(kept::contains).count())
            .as("all or none, for a deletion is whole")
            .isIn(0L, (long) told.saved.size());
      }
      assertThat(versions(files(home), ABC)).containsAll(told.savedBelow);
      for (Scope scope : List.of(AB, ABC)) {
        for (VersionSummary version : versions(files(home), scope)) {
          assertThat(Samples.find(files(home), scope, new Version.AsOf(version.collectedAt())))
              .hasValueSatisfying(file -> assertThat(file.sha256()).isEqualTo(version.sha256()));
        }
      }
      assertThat(filesIn(home.file("data")))
          .isEqualTo(kept.size() + versions(files(home), ABC).size());
      assertThat(home.file("incoming")).isEmptyDirectory();
      assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
      assertThat(home.accessLog().verify(Optional.empty()).lines())
          .isGreaterThanOrEqualTo(told.logged);
    }
  }

  @Test
  void acknowledgesNothingAfterAFailedSync() throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      VersionSummary before = save(files(home), AB, "{\"n\":1}");
      var disk = new FailingDisk(folder);
      home.restartOn(disk);
      disk.failNextSync();

      assertRefused(() -> save(files(home), AB, "{\"n\":2}"), Problem.ServiceUnavailable.class);
      assertRefused(() -> save(files(home), AB, "{\"n\":3}"), Problem.ServiceUnavailable.class);
      assertRefused(() -> files(home).delete(AB), Problem.ServiceUnavailable.class);
      assertRefused(
          () -> home.adapter().ownerRecord().claim(Cast.OWNER), Problem.ServiceUnavailable.class);

      assertThat(home.adapter().storageHealth().complaint())
          .hasValueSatisfying(text -> assertThat(text).contains("restart"));
      assertThat(
              new CheckReadiness(home.adapter().storageHealth(), home.adapter().ownerRecord())
                  .complaints())
          .as("what /ready and the doctor say")
          .anySatisfy(text -> assertThat(text).contains("failed to keep a write", "restart"));
      assertThat(latest(files(home), AB)).hasValueSatisfying(t -> assertThat(t).contains(":1}"));
      home.restart();
      assertThat(versions(files(home), AB)).containsExactly(before);
      assertThat(save(files(home), AB, "{\"n\":4}")).isNotNull();
    }
  }

  @Test
  void syncsTheFileAndEveryFolderItMadeBeforeItAcknowledges() throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      var disk = new FailingDisk(folder);
      home.restartOn(disk);
      var _ = disk.journal();

      save(files(home), ABC, "{}");
      List<String> first = disk.journal();
      save(files(home), ABC, "{}");
      List<String> second = disk.journal();

      assertThat(first)
          .containsSubsequence(
              "create and sync incoming/1.json",
              "create folder data/a",
              "create folder data/a/b",
              "create folder data/a/b/c",
              "link data/a/b/c/2026-02-02T02-40-00Z.json")
          .endsWith("remove incoming/1.json");
      assertThat(first.subList(first.size() - 5, first.size() - 1))
          .containsExactlyInAnyOrder(
              "sync folder data",
              "sync folder data/a",
              "sync folder data/a/b",
              "sync folder data/a/b/c");
      assertThat(second)
          .containsExactly(
              "create and sync incoming/2.json",
              "link data/a/b/c/2026-02-02T02-40-00.001Z.json",
              "sync folder data/a/b/c",
              "remove incoming/2.json");
    }
  }

  @Test
  void goesOnWhenThereIsRoomAgain() throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      var disk = new FailingDisk(folder);
      home.restartOn(disk);
      disk.failAt(1, () -> new IOException("No space left on device"));

      assertRefused(() -> save(files(home), AB, "{\"n\":1}"), Problem.DiskFull.class);
      VersionSummary saved = save(files(home), AB, "{\"n\":2}");

      assertThat(versions(files(home), AB)).containsExactly(saved);
      assertThat(home.adapter().storageHealth().complaint()).isEmpty();
    }
  }

  private static void attempt(Runnable act) {
    try {
      act.run();
    } catch (ProblemException e) {
      assertThat(e.problem())
          .isInstanceOfAny(Problem.ServiceUnavailable.class, Problem.DiskFull.class);
    }
  }

  private static int log(Home home, int number) {
    home.accessLog()
        .append(
            new AccessLogEntry(
                "id",
                Optional.empty(),
                "anonymous",
                "read",
                Optional.empty(),
                Cast.NOW,
                new ClientInfo("::1", ""),
                200,
                "ok",
                "r"));
    return number + 1;
  }

  private static DataFiles files(Home home) {
    return home.adapter().dataFiles();
  }

  private static long filesIn(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
