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
import io.freehold.domain.Address;
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
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
  private static final Optional<Address> SERVER = Optional.of(Cast.SERVER);
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
  void removesTheFilesWithTheNextCall() throws IOException {
    for (String name :
        List.of("torn-2026-01-21-77", "torn-2026-01-23-77", "access-2026-01-20.lines")) {
      Files.writeString(home.file("logs/" + name), "x");
    }

    assertThat(forget(DAY_THREE)).map(Checkpoint::sequence).contains(8L);
    assertThat(files()).contains("access-2026-01-21.log", "access-2026-01-22.log");
    assertHolds(4);
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

  /// How long ago they were forgotten cannot be known: the clock may have been set.
  @Test
  void leavesTheFilesForOneMoreCallAfterARestart() {
    forget(DAY_TWO);
    home.restart();

    assertThat(forget(DAY_THREE)).isEmpty();
    assertThat(files()).contains("access-2026-01-21.log");

    assertThat(forget(DAY_THREE)).map(Checkpoint::sequence).contains(8L);
    assertThat(files()).contains("access-2026-01-22.log").doesNotContain("access-2026-01-21.log");
    assertHolds(4);
  }

  @Test
  void removesTheFilesAlthoughTheOwnerKeepsEverythingFromNowOn() {
    forget(DAY_TWO);

    assertThat(forget(LocalDate.MIN)).isEmpty();

    assertThat(files()).doesNotContain("access-2026-01-21.log");
    assertHolds(7);
  }

  @Test
  void holdsAfterEveryStepAndARestart() {
    forget(DAY_TWO);
    home.restart();
    assertHolds(7);
    forget(DAY_THREE);
    forget(DAY_THREE);
    home.restart();
    assertHolds(4);
    forget(DAY_THREE);
    forget(DAY_THREE);
    home.restart();
    assertHolds(4);
    append(home, 2, FIRST_OF_MARCH);
    home.adapter().flush();
    home.restart();
    assertHolds(6);
    assertThat(home.accessLog().verify(Optional.empty()).signedLines()).isEqualTo(6);
    assertThat(sequences()).containsExactly(14L, 13L, 12L, 11L, 10L, 9L);
  }

  @Test
  void isWhatFsckExpects() throws IOException {
    forget(DAY_TWO);
    assertThat(defects(SERVER)).isEmpty();
    assertThat(defects(Optional.empty())).isEmpty();
    forget(DAY_TWO);
    home.restart();
    assertThat(defects(SERVER)).isEmpty();

    Path checkpoint = home.file("logs/checkpoint.json");
    byte[] good = Files.readAllBytes(checkpoint);
    Files.delete(checkpoint);
    assertThat(defects(SERVER))
        .containsExactly("access-2026-01-22.log, line 6: lines 1 to 5 are missing before it");
    Files.writeString(checkpoint, "{}");
    assertThat(defects(SERVER)).contains("the checkpoint is not one that this server signed");
    Files.write(checkpoint, good);
    for (String name : List.of("head.json", "access-2026-01-22.log", "access-2026-01-23.log")) {
      Files.delete(home.file("logs/" + name));
    }
    assertThat(defects(SERVER))
        .contains("the signed head is missing, or this server did not sign it");
  }

  /// Not even by `fsck` of a home whose key is gone.
  @Test
  void isNotBelievedOfSomebodyElseThanWhoSignedTheHead() throws IOException {
    forgeACheckpoint();

    assertThat(defects(Optional.empty()))
        .contains("access-2026-01-23.log, line 9: lines 1 to 8 are missing before it");
  }

  @Test
  void forgetsNoLineThatNoSignedHeadStandsFor() {
    append(home, 1, FIRST_OF_MARCH);
    append(home, 1, FIRST_OF_MARCH.plus(Duration.ofDays(1)));
    LocalDate later = LocalDate.parse("2026-03-09");

    assertThat(forget(later)).isEmpty();
    home.adapter().flush();
    assertThat(forget(later)).map(Checkpoint::sequence).contains(13L);
  }

  @Test
  void forgetsNothingOfALogOfWhichALineWasEdited() {
    home.restartAfter(() -> edit("2026-01-22", 0, line -> line.replace(":200,", ":201,")));

    assertThat(forget(DAY_TWO)).isEmpty();
    assertThat(forget(DAY_TWO)).isEmpty();

    assertThat(breaks())
        .contains("access-2026-01-22.log, line 6: it was changed after it was written");
  }

  /// The last line of a day, hash and all: the break shows in the day after.
  @Test
  void forgetsNoDayWhoseLastLineWasWrittenAnew() throws IOException {
    edit("2026-01-21", 4, line -> ForgedLine.rehashed(line.replace(":200,", ":201,")));

    assertThat(forget(DAY_TWO)).isEmpty();

    assertThat(breaks())
        .containsExactly(
            "access-2026-01-22.log, line 6: it does not follow from the line before it");
  }

  @Test
  void forgetsNoDayWhoseEndIsMissing() {
    home.restartAfter(() -> {
      List<String> lines = lines("2026-01-21");
      Files.write(home.file("logs/access-2026-01-21.log"), lines.subList(0, 3));
    });

    assertThat(forget(DAY_TWO)).isEmpty();

    assertThat(breaks())
        .containsExactly("access-2026-01-22.log, line 6: lines 4 to 5 are missing before it");
  }

  @Test
  void forgetsNothingWithoutASignedHead() {
    home.restartAfter(() -> Files.delete(home.file("logs/head.json")));

    assertThat(forget(DAY_TWO)).isEmpty();
    append(home, 1, FIRST_OF_MARCH);
    home.adapter().flush();
    assertThat(forget(DAY_TWO)).isEmpty();
  }

  @Test
  void saysThatNothingIsSignedWithoutAHead() {
    forget(DAY_THREE);
    home.restartAfter(() -> Files.delete(home.file("logs/head.json")));

    assertThat(home.accessLog().verify(Optional.empty()).signedLines()).isZero();
    assertThat(breaks()).contains("the signed head is missing, or this server did not sign it");
  }

  /// Recent lines under an old name would be forgotten early, and signed for.
  @Test
  void forgetsNoLinesThatWereMovedToAnOlderDay() {
    home.restartAfter(() -> {
      Path first = home.file("logs/access-2026-01-21.log");
      Files.writeString(
          first,
          Files.readString(first)
              + Files.readString(home.file("logs/access-2026-01-22.log"))
              + Files.readString(home.file("logs/access-2026-01-23.log")));
      for (String gone :
          List.of("01-21.lines", "01-22.log", "01-22.lines", "01-23.log", "01-23.lines")) {
        Files.delete(home.file("logs/access-2026-" + gone));
      }
    });
    append(home, 1, FIRST_OF_MARCH);
    home.adapter().flush();

    assertThat(forget(DAY_TWO)).isEmpty();

    assertThat(breaks())
        .contains(
            "access-2026-01-21.log, line 6: it is of 2026-01-22, later than the day of its file");
  }

  @Test
  void forgetsNoDayUnderAnOlderName() {
    home.restartAfter(() -> {
      Files.move(home.file("logs/access-2026-01-21.log"), home.file("logs/access-2020-01-21.log"));
      Files.delete(home.file("logs/access-2026-01-21.lines"));
    });

    assertThat(forget(LocalDate.parse("2026-01-01"))).isEmpty();

    assertThat(breaks())
        .contains(
            "access-2020-01-21.log, line 1: it is of 2026-01-21, later than the day of its file");
  }

  @Test
  void doesNotMakeUpForADayThatWasTakenAway() throws IOException {
    Files.delete(home.file("logs/access-2026-01-21.log"));

    assertThat(forget(DAY_THREE)).isEmpty();
    home.restart();
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
    home.restartAfter(() ->
        edit(
            "2026-01-22",
            0,
            line -> {
              String prev = line.substring(line.indexOf("\"prev\":\"") + 8).substring(0, 64);
              return line.replace(prev, "0".repeat(64));
            }));

    assertThat(breaks())
        .contains("access-2026-01-22.log, line 6: it does not follow from the line before it");
  }

  @Test
  void findsAMissingCheckpoint() throws IOException {
    forgetTwoDaysAndTheirFiles();
    Files.delete(home.file("logs/checkpoint.json"));
    assertThat(breaks())
        .containsExactly("the checkpoint is missing, or this server did not sign it");

    home.restart();

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
          .containsExactly(
              "the checkpoint is missing, or this server did not sign it",
              "access-2026-01-23.log, line 9: lines 1 to 8 are missing before it");
    }
  }

  @Test
  void believesNoCheckpointThatSomebodyElseSigned() {
    home.restartAfter(this::forgeACheckpoint);

    assertThat(breaks())
        .containsExactly(
            "the checkpoint is missing, or this server did not sign it",
            "access-2026-01-23.log, line 9: lines 1 to 8 are missing before it");
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
  void goesOnAfterWhatWasForgottenWhenAllThatWasKeptIsGone() {
    forgetTwoDaysAndTheirFiles();
    home.restartAfter(() -> Files.delete(home.file("logs/access-2026-01-23.log")));

    assertThat(breaks()).containsExactly("at the end, lines 9 to 12 are missing");
    append(home, 1, DAY_ONE);
    assertThat(sequences()).containsExactly(13L);
    assertThat(files()).contains("access-2026-01-23.log").doesNotContain("access-2026-01-21.log");
  }

  @Test
  void givesABackupTheFilesOfItsMoment() throws IOException {
    Path logs = home.file("logs");
    var moment = new LogCopies(logs, LocalDisk.toLookAt(home.folder()));
    assertThat(forget(DAY_THREE)).isPresent();

    assertHoldsWhenRestored(moment, 12);
  }

  @Test
  void givesABackupTheCheckpointAndWhatIsKept() throws IOException {
    forget(DAY_THREE);
    var moment = new LogCopies(home.file("logs"), LocalDisk.toLookAt(home.folder()));
    forget(DAY_THREE);
    assertThat(moment.open(home.file("logs/access-2026-01-21.log"))).isEmpty();

    assertHoldsWhenRestored(moment, 4);
    assertThat(moment.lost()).isEmpty();
  }

  /// Who signed a checkpoint is not known there, so it leaves out nothing.
  @Test
  void givesABackupWhatAForgedCheckpointDenies() throws IOException {
    Path logs = home.file("logs");
    var forged =
        LogCheckpoint.sign(
            new Checkpoint(99, "ab".repeat(32), LocalDate.parse("2099-01-01"), Cast.NOW),
            Cast.STRANGER_KEY);
    Files.write(logs.resolve("checkpoint.json"), forged.json());
    var moment = new LogCopies(logs, LocalDisk.toLookAt(home.folder()));

    for (String day : List.of("2026-01-21", "2026-01-22", "2026-01-23")) {
      try (InputStream in = moment.open(logs.resolve("access-" + day + ".log")).orElseThrow()) {
        assertThat(in.readAllBytes()).isNotEmpty();
      }
    }
  }

  @Test
  void tellsABackupWhichDayIsLost() throws IOException {
    var moment = new LogCopies(home.file("logs"), LocalDisk.toLookAt(home.folder()));
    forget(DAY_TWO);
    forget(DAY_TWO);
    Path gone = home.file("logs/access-2026-01-21.log");

    assertThat(moment.open(gone)).isEmpty();
    moment.open(home.file("logs/access-2026-01-22.log")).orElseThrow().close();
    moment.open(home.file("logs/access-2026-01-23.log")).orElseThrow().close();
    assertThat(moment.lost()).containsExactly(gone);
  }

  @Test
  void forgetsNothingWhileTheCheckpointIsNotTheOneThatWasMade() throws IOException {
    forget(DAY_TWO);
    Path checkpoint = home.file("logs/checkpoint.json");
    String made = checkpoint();
    Files.delete(checkpoint);
    assertThat(forget(DAY_THREE)).isEmpty();
    Files.writeString(checkpoint, "{}");
    assertThat(forget(DAY_THREE)).isEmpty();
    assertThat(breaks()).contains("the checkpoint is missing, or this server did not sign it");

    Files.writeString(checkpoint, made);
    assertThat(forget(DAY_THREE)).isPresent();
    assertThat(breaks()).isEmpty();
  }

  @Test
  void forgetsNothingWhereACheckpointWasPlanted() throws IOException {
    Files.writeString(home.file("logs/checkpoint.json"), "{}");

    assertThat(forget(DAY_TWO)).isEmpty();
    home.restart();
    assertThat(forget(DAY_TWO)).isEmpty();

    assertThat(breaks())
        .containsExactly("the checkpoint is missing, or this server did not sign it");
  }

  private void assertHoldsWhenRestored(LogCopies moment, long lines) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy/logs"));
    try (Stream<Path> all = Files.list(home.file("logs"))) {
      for (Path file : all.filter(moment::has).toList()) {
        Optional<InputStream> open = moment.open(file);
        if (open.isPresent()) {
          try (InputStream in = open.get()) {
            Files.copy(in, copy.resolve(file.getFileName()));
          }
        }
      }
    }
    try (var restored = new Home(folder.resolve("copy"), clock)) {
      ChainReport report = restored.accessLog().verify(Optional.empty());
      assertThat(report.breaks()).isEmpty();
      assertThat(report.lines()).isEqualTo(lines);
    }
  }

  /// Beside writers, readers and flushes: no line is lost, and every answer is of one moment.
  /// Between two calls there is time for whoever began to read.
  @Test
  void disturbsNobody() throws Exception {
    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      var isOver = new AtomicBoolean();
      var rounds = new AtomicInteger();
      Future<Integer> written =
          others.submit(() -> {
            int count = 0;
            while (count < 600) {
              append(home, 1, DAY_ONE.plus(Duration.ofDays(3 + count / 20)));
              count++;
            }
            return count;
          });
      Future<Void> read =
          others.submit(() -> {
            while (!isOver.get()) {
              assertThat(home.accessLog().read(new Page(50, 0)).items()).isNotEmpty();
              assertThat(breaks()).isEmpty();
              home.adapter().flush();
              rounds.incrementAndGet();
            }
            return null;
          });
      int forgotten = 0;
      while (forgotten < 3 && !read.isDone()) {
        forgotten += forget(LocalDate.parse("2099-01-01")).isPresent() ? 1 : 0;
        int begun = rounds.get();
        while (rounds.get() < begun + 2 && !read.isDone()) {
          Thread.onSpinWait();
        }
      }
      isOver.set(true);
      read.get();

      home.adapter().flush();
      long all = 12 + written.get();
      ChainReport report = home.accessLog().verify(Optional.empty());
      assertThat(report.breaks()).isEmpty();
      assertThat(report.lines()).isEqualTo(all - report.checkpoint().orElseThrow().sequence());
    }
  }

  @Test
  void holdsWhicheverActOfTheDiskFails() throws IOException {
    int failed = 0;
    for (int act = 1; act <= 40; act++) {
      Path place = folder.resolve("failing-" + act);
      try (var filled = new Home(place, clock)) {
        fill(filled);
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
    cutThePower(
        30,
        LogForgettingTest::fill,
        LogForgettingTest::forgetAllAndTheirFiles,
        LogForgettingTest::assertHoldsInPart);
  }

  /// A day ends and another begins: whatever a cut leaves, the next start finds it whole.
  @Test
  void holdsWhenThePowerIsCutWhileADayBegins() throws IOException {
    cutThePower(
        12,
        live -> append(live, 3, DAY_ONE),
        live -> {
          for (int day = 0; day < 3; day++) {
            append(live, 2, DAY_ONE.plus(Duration.ofDays(day)));
          }
        },
        (after, round) ->
            assertThat(after.accessLog().verify(Optional.empty()).breaks()).as(round).isEmpty());
  }

  /// @param acts the power is cut after so many at most
  private void cutThePower(
      int acts, Consumer<Home> before, Consumer<Home> meanwhile, BiConsumer<Home, String> check)
      throws IOException {
    int cuts = 0;
    for (int round = 0; round < 60; round++) {
      Path place = folder.resolve("live-" + round);
      Path image = folder.resolve("image-" + round);
      LocalDisk.createPrivateFolder(place);
      LocalDisk.createPrivateFolder(image);
      var live = new Home(place, clock);
      var disk = new PowerCutDisk(place, new Random(round));
      live.restartOn(disk);
      before.accept(live);
      disk.cutAfter(round % acts, image);
      try {
        meanwhile.accept(live);
        disk.cutNow();
      } catch (PowerCut e) {
        cuts++;
      }
      closeAfterTheCut(live);
      try (var after = new Home(image, clock)) {
        check.accept(after, "round " + round);
      }
    }
    assertThat(cuts).isGreaterThan(20);
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
    ChainReport report = home.accessLog().verify(Optional.empty());
    assertThat(report.breaks()).as(description).isEmpty();
    assertThat(report.lines()).as(description).isIn(12L, 7L, 4L);
    append(home, 1, FIRST_OF_MARCH);
    assertThat(home.accessLog().read(new Page(1, 0)).items().getFirst().sequence()).isEqualTo(13);
  }

  private static void forgetAllAndTheirFiles(Home from) {
    attempt(() -> from.accessLog().forgetBefore(DAY_TWO));
    for (int i = 0; i < 3; i++) {
      attempt(() -> from.accessLog().forgetBefore(DAY_THREE));
    }
  }

  private static void attempt(Runnable act) {
    try {
      act.run();
    } catch (ProblemException e) {
      // It is tried again.
    }
  }

  private void forgetTwoDaysAndTheirFiles() {
    for (int i = 0; i < 3; i++) {
      forget(DAY_THREE);
    }
  }

  /// As if the first two days had been forgotten, signed by somebody.
  private void forgeACheckpoint() throws IOException {
    String last = lines("2026-01-22").getLast();
    String hash = last.substring(last.length() - 66, last.length() - 2);
    var forged = LogCheckpoint.sign(new Checkpoint(8, hash, DAY_TWO, Cast.NOW), Cast.STRANGER_KEY);
    Files.write(home.file("logs/checkpoint.json"), forged.json());
    Files.delete(home.file("logs/access-2026-01-21.log"));
    Files.delete(home.file("logs/access-2026-01-22.log"));
  }

  private Optional<Checkpoint> forget(LocalDate before) {
    return home.accessLog().forgetBefore(before);
  }

  private void assertHolds(long lines) {
    ChainReport report = home.accessLog().verify(Optional.empty());
    assertThat(report.breaks()).isEmpty();
    assertThat(report.lines()).isEqualTo(lines);
    assertThat(home.accessLog().read(new Page(100, 0)).total()).isEqualTo(lines);
  }

  private List<String> breaks() {
    return home.accessLog().verify(Optional.empty()).breaks();
  }

  /// What fsck says of a log that does not hold.
  private List<String> defects(Optional<Address> server) throws IOException {
    var found = new ArrayList<Finding>();
    new LogInspection(home.file("logs"), LocalDisk.toLookAt(home.folder()), found::add)
        .inspect(server, new FakeSignatures());
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

  private void edit(String day, int line, UnaryOperator<String> change) throws IOException {
    Path log = home.file("logs/access-" + day + ".log");
    var lines = new ArrayList<>(Files.readAllLines(log));
    lines.set(line, change.apply(lines.get(line)));
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
