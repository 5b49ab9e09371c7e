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
import io.freehold.adapters.persistence.files.FailingDisk;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.SyncIndex;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SpooledBytes;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever act of the disk fails while files come, get other names and go (R3): what was told is
/// so after the next start, and what was not is there whole or not at all.
class SyncFaultsTest {
  private static final FileId ONE = fileId(1);
  private static final FileId TWO = fileId(2);
  private static final FileId THREE = fileId(3);
  private static final FileId FOUR = fileId(4);
  private static final String EARLY = "2026-01-21T10:00:00Z";
  private static final String LARGE = "\"" + "x".repeat(300_000) + "\"";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /// What a caller was told.
  private static final class Told {
    private final List<FileId> received = new ArrayList<>();

    /// Of what was received, what is never taken away again.
    private final List<String> stays = new ArrayList<>();

    private Optional<LocalVersion> mine = Optional.empty();
    private Optional<LocalVersion> renumbered = Optional.empty();
    private boolean isRenumberingTried;
    private boolean isForgetTried;
    private boolean isForgotten;
    private boolean isLinked;
    private boolean isDeleted;
    private boolean hasFailed;
  }

  @ParameterizedTest
  @CsvSource({
    "Input/output error, false",
    "No space left on device, false",
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
        "R3: %d acts of the disk failed %s with \"%s\" while files came and went, 0 lost%n",
        act - 1, isForGood ? "from then on" : "once", message);
    assertThat(act).as("acts of the script").isGreaterThan(30);
    assertThat(told.received).hasSize(3);
    assertThat(told.renumbered).isPresent();
    assertThat(told.isForgotten && told.isLinked && told.isDeleted).isTrue();
  }

  private Told workWithOneFailure(
      Path folder, int act, Supplier<IOException> failure, boolean isForGood) throws IOException {
    var told = new Told();
    try (var home = new Home(folder, Cast.CLOCK)) {
      sync(home).useBackend(PLACE);
      told.mine = Optional.of(Store.local(AB, save(files(home), AB, "{\"mine\":1}")));
      var disk = new FailingDisk(folder);
      home.restartOn(disk);
      if (isForGood) {
        disk.failFrom(act, failure);
      } else {
        disk.failAt(act, failure);
      }
      LocalVersion mine = told.mine.get();
      attempt(() -> receive(home, told, ONE, AB, EARLY, "1"));
      attempt(() -> {
        told.isRenumberingTried = true;
        told.renumbered = sync(home).renumber(mine);
      });
      attempt(() -> receive(home, told, TWO, AB, mine.version().text(), LARGE));
      attempt(() -> {
        told.isForgetTried = true;
        told.isForgotten = sync(home).forget(ONE);
      });
      attempt(() -> receive(home, told, THREE, ABC, EARLY, "3"));
      attempt(() ->
          told.isLinked = sync(home).link(copy(FOUR, ABC, CollectedAt.parse(EARLY), "elsewhere")));
      attempt(() -> {
        files(home).delete(ABC);
        told.isDeleted = true;
      });
      told.hasFailed = disk.hasFailed();
    }
    return told;
  }

  private static void receive(
      Home home, Told told, FileId fileId, Scope scope, String collectedAt, String data) {
    SpooledBytes bytes =
        SpooledBytes.of(
            "{\"scope\":\"%s\",\"collectedAt\":\"%s\",\"data\":%s}"
                .formatted(scope, collectedAt, data));
    Receipt receipt =
        sync(home)
            .receive(
                new Arrival(
                    fileId, urlOf(fileId), PLACE, SchemaId.parse("7"), scope, Optional.empty()),
                bytes);
    if (receipt instanceof Receipt.Stored) {
      told.received.add(fileId);
      if (fileId.equals(TWO)) {
        told.stays.add(bytes.sha256());
      }
    }
  }

  private static void check(Path folder, Told told) throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      LocalVersion mine = told.mine.orElseThrow();
      List<String> kept = versions(files(home), AB).stream().map(VersionSummary::sha256).toList();
      List<String> below = versions(files(home), ABC).stream().map(VersionSummary::sha256).toList();

      if (told.renumbered.isPresent()) {
        assertThat(kept).contains(told.renumbered.get().sha256()).doesNotContain(mine.sha256());
      } else if (!told.isRenumberingTried) {
        assertThat(kept).contains(mine.sha256());
      }
      assertThat(sync(home).renumber(mine))
          .hasValueSatisfying(now -> assertThat(sync(home).find(AB, now.version())).contains(now));
      assertThat(versions(files(home), AB)).hasSameSizeAs(kept);

      checkForgotten(home, told);
      told.stays.forEach(sha256 -> assertThat(kept).contains(sha256));
      if (told.isDeleted) {
        assertThat(below).isEmpty();
        assertThat(removals(home).contains(THREE)).isEqualTo(told.received.contains(THREE));
        assertThat(!told.isLinked || removals(home).contains(FOUR)).isTrue();
      }
      checkThatAllIsWhole(home);
    }
  }

  private static void checkForgotten(Home home, Told told) {
    boolean isThere = sync(home).find(AB, CollectedAt.parse(EARLY)).isPresent();
    if (told.isForgotten) {
      assertThat(isThere || sync(home).knows(ONE)).isFalse();
    } else if (!told.isForgetTried && told.received.contains(ONE)) {
      assertThat(isThere).isTrue();
    }
  }

  private static List<FileId> removals(Home home) {
    return sync(home).dueRemovals(10, Cast.NOW).stream().map(Removal::fileId).toList();
  }

  private static void checkThatAllIsWhole(Home home) throws IOException {
    int files = 0;
    for (Scope scope : List.of(AB, ABC)) {
      for (VersionSummary version : versions(files(home), scope)) {
        files++;
        assertThat(Samples.find(files(home), scope, new Version.AsOf(version.collectedAt())))
            .hasValueSatisfying(file -> assertThat(file.sha256()).isEqualTo(version.sha256()));
        version
            .fileId()
            .ifPresent(fileId ->
                assertThat(sync(home).copyOf(fileId))
                    .hasValueSatisfying(
                        copy -> assertThat(copy.version()).isEqualTo(version.collectedAt())));
      }
    }
    assertThat(filesIn(home.file("data"))).isEqualTo(files);
    assertThat(home.file("incoming")).isEmptyDirectory();
  }

  private static void attempt(Runnable act) {
    try {
      act.run();
    } catch (ProblemException e) {
      assertThat(e.problem())
          .isInstanceOfAny(Problem.ServiceUnavailable.class, Problem.DiskFull.class);
    }
  }

  private static long filesIn(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static FileId fileId(int of) {
    return new FileId("0x" + Integer.toString(of).repeat(64));
  }

  private static DataFiles files(Home home) {
    return home.adapter().dataFiles();
  }

  private static SyncIndex sync(Home home) {
    return home.adapter().syncIndex();
  }
}
