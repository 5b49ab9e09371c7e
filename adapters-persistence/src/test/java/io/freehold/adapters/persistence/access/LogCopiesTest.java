package io.freehold.adapters.persistence.access;

import static io.freehold.adapters.persistence.access.ThreeLoggedDays.DAY_THREE;
import static io.freehold.adapters.persistence.access.ThreeLoggedDays.DAY_TWO;
import static io.freehold.adapters.persistence.access.ThreeLoggedDays.FIRST_OF_MARCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup gets the log of one moment, while days of it are forgotten.
class LogCopiesTest {
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

  @Test
  void givesABackupTheFilesOfItsMoment() throws IOException {
    Path logs = days.file("logs");
    var moment = new LogCopies(logs, LocalDisk.toLookAt(days.home().folder()));
    assertThat(days.forget(DAY_THREE)).isPresent();

    assertHoldsWhenRestored(moment, 12);
  }

  @Test
  void givesABackupTheCheckpointAndWhatIsKept() throws IOException {
    days.forget(DAY_THREE);
    var moment = new LogCopies(days.file("logs"), LocalDisk.toLookAt(days.home().folder()));
    days.forget(DAY_THREE);
    assertThat(moment.open(days.file("logs/access-2026-01-21.log"))).isEmpty();

    assertHoldsWhenRestored(moment, 4);
    assertThat(moment.lost()).isEmpty();
  }

  /// Who signed a checkpoint is not known there, so it leaves out nothing.
  @Test
  void givesABackupWhatAForgedCheckpointDenies() throws IOException {
    Path logs = days.file("logs");
    var forged =
        LogCheckpoint.sign(
            new Checkpoint(99, "ab".repeat(32), LocalDate.parse("2099-01-01"), Cast.NOW),
            Cast.STRANGER_KEY);
    Files.write(logs.resolve("checkpoint.json"), forged.json());
    var moment = new LogCopies(logs, LocalDisk.toLookAt(days.home().folder()));

    for (String day : List.of("2026-01-21", "2026-01-22", "2026-01-23")) {
      try (InputStream in = moment.open(logs.resolve("access-" + day + ".log")).orElseThrow()) {
        assertThat(in.readAllBytes()).isNotEmpty();
      }
    }
  }

  @Test
  void tellsABackupWhichDayIsLost() throws IOException {
    var moment = new LogCopies(days.file("logs"), LocalDisk.toLookAt(days.home().folder()));
    days.forget(DAY_TWO);
    days.forget(DAY_TWO);
    Path gone = days.file("logs/access-2026-01-21.log");

    assertThat(moment.open(gone)).isEmpty();
    moment.open(days.file("logs/access-2026-01-22.log")).orElseThrow().close();
    moment.open(days.file("logs/access-2026-01-23.log")).orElseThrow().close();
    assertThat(moment.lost()).containsExactly(gone);
  }

  private void assertHoldsWhenRestored(LogCopies moment, long lines) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy/logs"));
    try (Stream<Path> all = Files.list(days.file("logs"))) {
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
}
