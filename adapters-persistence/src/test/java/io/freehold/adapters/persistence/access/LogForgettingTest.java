package io.freehold.adapters.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.files.FailingDisk;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.adapters.persistence.files.PowerCutDisk;
import io.freehold.adapters.persistence.files.PowerCutDisk.PowerCut;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.HandSetClock;
import io.freehold.domain.ProblemException;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.ClientInfo;
import io.freehold.domain.upkeep.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Days that were forgotten in good order leave a log that holds; days that were taken away do not
/// (threats T52, T54).
class LogForgettingTest {
  private static final Instant DAY_ONE = Instant.parse("2026-01-21T10:00:00Z");
  private static final LocalDate DAY_TWO = LocalDate.parse("2026-01-22");
  private static final LocalDate DAY_THREE = LocalDate.parse("2026-01-23");
  private static final Instant FIRST_OF_MARCH = Instant.parse("2026-03-01T00:00:00Z");

  private final HandSetClock clock = new HandSetClock(FIRST_OF_MARCH);

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Home home;

  /// Lines 1 to 5, 6 to 8 and 9 to 12.
  @BeforeEach
  void fillThreeDays() {
    home = new Home(folder.resolve("home"), clock);
    fill(home);
  }

  private static void fill(Home filled) {
    append(filled, 5, DAY_ONE);
    append(filled, 3, DAY_ONE.plus(Duration.ofDays(1)));
    append(filled, 4, DAY_ONE.plus(Duration.ofDays(2)));
    filled.adapter().flush();
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void removesTheFilesWhenNobodyReadsThemAnyMore() throws IOException {
    Files.writeString(home.file("logs/torn-2026-01-21-77"), "x");
    Files.writeString(home.file("logs/torn-2026-01-23-77"), "x");

    assertThat(forget(DAY_THREE)).map(Checkpoint::sequence).contains(5L);
    assertThat(forget(DAY_THREE)).map(Checkpoint::sequence).contains(8L);
    assertThat(forget(DAY_THREE)).isEmpty();
    assertThat(files()).contains("access-2026-01-21.log", "access-2026-01-22.log");

    clock.advance(Duration.ofMinutes(61));
    assertThat(forget(DAY_THREE)).isEmpty();

    assertThat(files())
        .containsExactly(
            "access-2026-01-23.lines",
            "access-2026-01-23.log",
            "checkpoint.json",
            "head.json",
            "torn-2026-01-23-77");
    assertHolds(4);
  }

  @Test
  void removesTheFilesAlthoughTheOwnerKeepsEverythingFromNowOn() {
    forget(DAY_TWO);
    home.restart();
    clock.advance(Duration.ofHours(2));

    assertThat(forget(LocalDate.MIN)).isEmpty();

    assertThat(files()).doesNotContain("access-2026-01-21.log");
    assertHolds(7);
  }

  @Test
  void holdsAfterEveryStepAndARestart() {
    forget(DAY_THREE);
    home.restart();
    assertHolds(7);
    forget(DAY_THREE);
    home.restart();
    assertHolds(4);
    clock.advance(Duration.ofHours(2));
    forget(DAY_THREE);
    home.restart();
    assertHolds(4);
    append(home, 2, FIRST_OF_MARCH);
    home.adapter().flush();
    home.restart();
    assertHolds(6);
    assertThat(home.accessLog().verify().signedLines()).isEqualTo(6);
    assertThat(sequences()).containsExactly(14L, 13L, 12L, 11L, 10L, 9L);
  }

  @Test
  void isWhatFsckExpects() throws IOException {
    forget(DAY_THREE);
    assertThat(defects()).isEmpty();
    clock.advance(Duration.ofHours(2));
    forget(DAY_TWO);
    home.restart();

    assertThat(defects()).isEmpty();

    Files.delete(home.file("logs/checkpoint.json"));
    assertThat(defects())
        .containsExactly("access-2026-01-22.log, line 6: lines 1 to 5 are missing before it");
  }

  @Test
  void forgetsNoLineThatNoSignedHeadStandsFor() {
    append(home, 1, FIRST_OF_MARCH);
    append(home, 1, FIRST_OF_MARCH.plus(Duration.ofDays(1)));
    LocalDate later = LocalDate.parse("2026-03-09");
    for (int day = 0; day < 3; day++) {
      assertThat(forget(later)).isPresent();
    }

    assertThat(forget(later)).isEmpty();
    home.adapter().flush();
    assertThat(forget(later)).map(Checkpoint::sequence).contains(13L);
  }

  @Test
  void keepsADayWithABrokenChainAsEvidence() {
    home.restartAfter(() -> edit("2026-01-22", ":200,", ":201,"));

    assertThat(forget(DAY_THREE)).map(Checkpoint::sequence).contains(5L);
    assertThat(forget(DAY_THREE)).isEmpty();
    assertThat(forget(DAY_THREE)).isEmpty();

    assertThat(breaks())
        .contains("access-2026-01-22.log, line 6: it was changed after it was written");
  }

  @Test
  void doesNotMakeUpForADayThatWasTakenAway() {
    home.restartAfter(() -> Files.delete(home.file("logs/access-2026-01-21.log")));

    assertThat(forget(DAY_THREE)).isEmpty();

    assertThat(breaks())
        .containsExactly("access-2026-01-22.log, line 6: lines 1 to 5 are missing before it");
  }

  @Test
  void findsADayThatIsMissingAfterThoseThatWereForgotten() {
    forget(DAY_TWO);
    home.restartAfter(() -> Files.delete(home.file("logs/access-2026-01-22.log")));

    assertThat(breaks())
        .containsExactly("access-2026-01-23.log, line 9: lines 6 to 8 are missing before it");
  }

  @Test
  void findsThatTheFirstLineKeptWasWrittenAnew() {
    forget(DAY_TWO);
    home.restartAfter(() -> {
      Path log = home.file("logs/access-2026-01-22.log");
      String first = Files.readAllLines(log).getFirst();
      String prev = first.substring(first.indexOf("\"prev\":\"") + 8).substring(0, 64);
      Files.writeString(log, Files.readString(log).replace(prev, "0".repeat(64)));
    });

    assertThat(breaks())
        .contains("access-2026-01-22.log, line 6: it does not follow from the line before it");
  }

  @Test
  void findsAMissingCheckpoint() {
    forgetTwoDaysAndTheirFiles();
    home.restartAfter(() -> Files.delete(home.file("logs/checkpoint.json")));

    assertThat(breaks())
        .containsExactly("access-2026-01-23.log, line 9: lines 1 to 8 are missing before it");
  }

  @Test
  void believesNoCheckpointThatWasEdited() {
    forgetTwoDaysAndTheirFiles();
    String good = checkpoint();
    for (String bad :
        List.of(
            good.replace("\"sequence\":8", "\"sequence\":7"),
            good.replace("2026-01-22", "2026-01-23"),
            good.replace("2026-03-01", "2026-02-01"),
            good.replaceFirst("\"hash\":\"..", "\"hash\":\"zz"),
            "{}",
            "")) {
      home.restartAfter(() -> Files.writeString(home.file("logs/checkpoint.json"), bad));

      assertThat(breaks())
          .as(bad)
          .containsExactly("access-2026-01-23.log, line 9: lines 1 to 8 are missing before it");
    }
  }

  @Test
  void believesNoCheckpointThatSomebodyElseSigned() {
    List<String> lines = lines("2026-01-22");
    String last = lines.getLast();
    var forged =
        LogCheckpoint.sign(
            new Checkpoint(
                8, last.substring(last.length() - 66, last.length() - 2), DAY_TWO, Cast.NOW),
            Cast.STRANGER_KEY);
    home.restartAfter(() -> {
      Files.write(home.file("logs/checkpoint.json"), forged.json());
      Files.delete(home.file("logs/access-2026-01-21.log"));
      Files.delete(home.file("logs/access-2026-01-22.log"));
    });

    assertThat(breaks())
        .containsExactly("access-2026-01-23.log, line 9: lines 1 to 8 are missing before it");
  }

  @Test
  void findsThatAnOlderCheckpointWasPutBack() {
    forget(DAY_TWO);
    String older = checkpoint();
    forgetTwoDaysAndTheirFiles();
    home.restartAfter(() -> Files.writeString(home.file("logs/checkpoint.json"), older));

    assertThat(breaks())
        .containsExactly("access-2026-01-23.log, line 9: lines 6 to 8 are missing before it");
  }

  @Test
  void goesOnWhenTheNewestDayWasForgottenUpToItsFirstLine() {
    forgetTwoDaysAndTheirFiles();
    home.restartAfter(() -> Files.write(home.file("logs/access-2026-01-23.log"), new byte[0]));

    assertThat(breaks()).containsExactly("at the end, lines 9 to 12 are missing");
    append(home, 1, FIRST_OF_MARCH);
    assertThat(sequences()).containsExactly(13L);
  }

  @Test
  void givesABackupTheFilesOfItsMoment() throws IOException {
    Path logs = home.file("logs");
    var disk = LocalDisk.toLookAt(home.folder());
    var moment = new LogCopies(logs, disk);
    forgetTwoDaysButNotTheirFiles();

    Path copy = Files.createDirectories(folder.resolve("copy/logs"));
    copy(moment, logs, copy);

    try (var restored = new Home(folder.resolve("copy"), clock)) {
      ChainReport report = restored.accessLog().verify();
      assertThat(report.breaks()).isEmpty();
      assertThat(report.lines()).isEqualTo(12);
    }
  }

  @Test
  void givesABackupTheCheckpointAndWhatIsKept() throws IOException {
    forgetTwoDaysButNotTheirFiles();
    Path logs = home.file("logs");
    var moment = new LogCopies(logs, LocalDisk.toLookAt(home.folder()));
    clock.advance(Duration.ofHours(2));
    List<String> before = files();
    forget(LocalDate.MIN);
    assertThat(files()).isNotEqualTo(before);

    Path copy = Files.createDirectories(folder.resolve("copy/logs"));
    for (String name : before) {
      try (InputStream in = moment.open(logs.resolve(name)).orElse(InputStream.nullInputStream())) {
        if (!name.endsWith(".lines") && Files.exists(logs.resolve(name))) {
          Files.copy(in, copy.resolve(name));
        }
      }
    }

    try (var restored = new Home(folder.resolve("copy"), clock)) {
      ChainReport report = restored.accessLog().verify();
      assertThat(report.breaks()).isEmpty();
      assertThat(report.lines()).isEqualTo(4);
      assertThat(report.checkpoint()).map(Checkpoint::through).contains(DAY_TWO);
    }
  }

  @Test
  void holdsWhicheverActOfTheDiskFails() throws IOException {
    int failed = 0;
    for (int act = 1; act <= 40; act++) {
      Path place = folder.resolve("failing-" + act);
      try (var filled = new Home(place, clock)) {
        fill(filled);
        Files.createDirectories(place);
        var disk = new FailingDisk(place);
        filled.restartOn(disk);
        filled.accessLog();
        disk.failAt(act, () -> new IOException("Input/output error"));
        forgetAllAndTheirFiles(filled);
        failed += disk.hasFailed() ? 1 : 0;
        filled.restart();

        assertHoldsInPart(filled, "act " + act);
      }
    }
    assertThat(failed).isBetween(10, 39);
  }

  @Test
  void holdsWheneverThePowerIsCut() throws IOException {
    int cuts = 0;
    for (int round = 0; round < 120; round++) {
      Path place = folder.resolve("live-" + round);
      Path image = folder.resolve("image-" + round);
      LocalDisk.createPrivateFolder(place);
      LocalDisk.createPrivateFolder(image);
      var live = new Home(place, clock);
      var disk = new PowerCutDisk(place, new Random(round));
      live.restartOn(disk);
      fill(live);
      disk.cutAfter(round % 30, image);
      try {
        forgetAllAndTheirFiles(live);
        disk.cutNow();
      } catch (PowerCut e) {
        cuts++;
      }
      closeAfterTheCut(live);
      try (var after = new Home(image, clock)) {
        assertHoldsInPart(after, "round " + round);
      }
    }
    assertThat(cuts).isGreaterThan(40);
  }

  private static void closeAfterTheCut(Home live) {
    try {
      live.close();
    } catch (PowerCut e) {
      // What is closed after the cut reaches no disk.
    }
  }

  /// Whatever was forgotten was forgotten by whole days, and nothing else is gone.
  private static void assertHoldsInPart(Home home, String description) {
    ChainReport report = home.accessLog().verify();
    assertThat(report.breaks()).as(description).isEmpty();
    assertThat(report.lines()).as(description).isIn(12L, 7L, 4L);
    append(home, 1, FIRST_OF_MARCH);
    assertThat(home.accessLog().read(new Page(1, 0)).items().getFirst().sequence()).isEqualTo(13);
  }

  private void forgetAllAndTheirFiles(Home from) {
    for (int i = 0; i < 3; i++) {
      attempt(() -> from.accessLog().forgetOldestDay(DAY_THREE));
      clock.advance(Duration.ofHours(2));
    }
    attempt(() -> from.accessLog().forgetOldestDay(DAY_THREE));
  }

  private static void attempt(Runnable act) {
    try {
      act.run();
    } catch (ProblemException e) {
      // It is tried again.
    }
  }

  private void forgetTwoDaysButNotTheirFiles() {
    forget(DAY_THREE);
    forget(DAY_THREE);
  }

  private void forgetTwoDaysAndTheirFiles() {
    forgetTwoDaysButNotTheirFiles();
    clock.advance(Duration.ofHours(2));
    forget(DAY_THREE);
  }

  private static void copy(LogCopies moment, Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.list(from)) {
      for (Path file : all.filter(moment::has).toList()) {
        Optional<InputStream> open = moment.open(file);
        if (open.isPresent()) {
          try (InputStream in = open.get()) {
            Files.copy(in, to.resolve(file.getFileName()));
          }
        }
      }
    }
  }

  private Optional<Checkpoint> forget(LocalDate before) {
    return home.accessLog().forgetOldestDay(before);
  }

  private void assertHolds(long lines) {
    ChainReport report = home.accessLog().verify();
    assertThat(report.breaks()).isEmpty();
    assertThat(report.lines()).isEqualTo(lines);
    assertThat(home.accessLog().read(new Page(100, 0)).total()).isEqualTo(lines);
  }

  private List<String> breaks() {
    return home.accessLog().verify().breaks();
  }

  /// What fsck says of a log that does not hold.
  private List<String> defects() throws IOException {
    var found = new ArrayList<Finding>();
    new LogInspection(home.file("logs"), LocalDisk.toLookAt(home.folder()), found::add)
        .inspect(Optional.of(Cast.SERVER), new FakeSignatures());
    return found.stream().map(Finding::detail).toList();
  }

  private List<Long> sequences() {
    return home.accessLog().read(new Page(100, 0)).items().stream()
        .map(line -> line.sequence())
        .toList();
  }

  private List<String> files() {
    try (Stream<Path> all = Files.list(home.file("logs"))) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String checkpoint() {
    return String.join("\n", linesOf("checkpoint.json"));
  }

  private List<String> lines(String day) {
    return linesOf("access-" + day + ".log");
  }

  private List<String> linesOf(String name) {
    try {
      return Files.readAllLines(home.file("logs/" + name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void edit(String day, String what, String by) throws IOException {
    Path log = home.file("logs/access-" + day + ".log");
    var lines = new ArrayList<>(Files.readAllLines(log));
    lines.set(0, lines.getFirst().replace(what, by));
    Files.write(log, lines);
  }

  private static void append(Home home, int lines, Instant time) {
    for (int i = 0; i < lines; i++) {
      home.accessLog()
          .append(
              new AccessLogEntry(
                  "id-" + i,
                  Optional.empty(),
                  "anonymous",
                  "read",
                  Optional.of("a.b"),
                  time,
                  new ClientInfo("1.2.3.4", "agent"),
                  200,
                  "ok",
                  "request-" + i));
    }
  }
}
