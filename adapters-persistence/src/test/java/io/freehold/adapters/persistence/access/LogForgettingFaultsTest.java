package io.freehold.adapters.persistence.access;

import static io.freehold.adapters.persistence.access.ThreeLoggedDays.DAY_ONE;
import static io.freehold.adapters.persistence.access.ThreeLoggedDays.DAY_THREE;
import static io.freehold.adapters.persistence.access.ThreeLoggedDays.DAY_TWO;
import static io.freehold.adapters.persistence.access.ThreeLoggedDays.FIRST_OF_MARCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.files.FailingDisk;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.adapters.persistence.files.PowerCutDisk;
import io.freehold.adapters.persistence.files.PowerCutDisk.PowerCut;
import io.freehold.application.testing.HandSetClock;
import io.freehold.domain.ProblemException;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.data.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever fails and whoever is busy while days are forgotten, the log holds (threat T54).
class LogForgettingFaultsTest {
  private final HandSetClock clock = new HandSetClock(FIRST_OF_MARCH);

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private ThreeLoggedDays days;

  @BeforeEach
  void fillThreeDays() {
    days = new ThreeLoggedDays(folder.resolve("home"), clock);
  }

  @AfterEach
  void close() {
    days.close();
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
              days.append(1, DAY_ONE.plus(Duration.ofDays(3 + count / 20)));
              count++;
            }
            return count;
          });
      Future<Void> read =
          others.submit(() -> {
            while (!isOver.get()) {
              assertThat(days.log().read(new Page(50, 0)).items()).isNotEmpty();
              assertThat(days.breaks()).isEmpty();
              days.flush();
              rounds.incrementAndGet();
            }
            return null;
          });
      int forgotten = 0;
      while (forgotten < 3 && !read.isDone()) {
        forgotten += days.forget(LocalDate.parse("2099-01-01")).isPresent() ? 1 : 0;
        int begun = rounds.get();
        while (rounds.get() < begun + 2 && !read.isDone()) {
          Thread.onSpinWait();
        }
      }
      isOver.set(true);
      read.get();

      days.flush();
      long all = 12 + written.get();
      ChainReport report = days.log().verify(Optional.empty());
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
        ThreeLoggedDays.fill(filled);
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
        ThreeLoggedDays::fill,
        LogForgettingFaultsTest::forgetAllAndTheirFiles,
        LogForgettingFaultsTest::assertHoldsInPart);
  }

  /// A day ends and another begins: whatever a cut leaves, the next start finds it whole.
  @Test
  void holdsWhenThePowerIsCutWhileADayBegins() throws IOException {
    cutThePower(
        12,
        live -> ThreeLoggedDays.append(live, 3, DAY_ONE),
        live -> {
          for (int day = 0; day < 3; day++) {
            ThreeLoggedDays.append(live, 2, DAY_ONE.plus(Duration.ofDays(day)));
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
    ThreeLoggedDays.append(home, 1, FIRST_OF_MARCH);
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
}
