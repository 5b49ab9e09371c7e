package io.freehold.adapters.persistence.access;

import static io.freehold.adapters.persistence.access.ThreeLoggedDays.DAY_THREE;
import static io.freehold.adapters.persistence.access.ThreeLoggedDays.DAY_TWO;
import static io.freehold.adapters.persistence.access.ThreeLoggedDays.FIRST_OF_MARCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import io.freehold.domain.Address;
import io.freehold.domain.access.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Days are forgotten in good order, and none of a log that does not hold (threat T54).
class LogForgettingTest {
  private static final Optional<Address> SERVER = Optional.of(Cast.SERVER);

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
  void removesTheFilesWithTheNextCall() throws IOException {
    for (String name :
        List.of("torn-2026-01-21-77", "torn-2026-01-23-77", "access-2026-01-20.lines")) {
      Files.writeString(days.file("logs/" + name), "x");
    }

    assertThat(days.forget(DAY_THREE)).map(Checkpoint::sequence).contains(8L);
    assertThat(days.files()).contains("access-2026-01-21.log", "access-2026-01-22.log");
    days.assertHolds(4);
    assertThat(days.forget(DAY_THREE)).isEmpty();

    assertThat(days.files())
        .containsExactly(
            "access-2026-01-23.lines",
            "access-2026-01-23.log",
            "checkpoint.json",
            "head.json",
            "torn-2026-01-23-77");
    days.assertHolds(4);
  }

  /// How long ago they were forgotten cannot be known: the clock may have been set.
  @Test
  void leavesTheFilesForOneMoreCallAfterARestart() {
    days.forget(DAY_TWO);
    days.restart();

    assertThat(days.forget(DAY_THREE)).isEmpty();
    assertThat(days.files()).contains("access-2026-01-21.log");

    assertThat(days.forget(DAY_THREE)).map(Checkpoint::sequence).contains(8L);
    assertThat(days.files())
        .contains("access-2026-01-22.log")
        .doesNotContain("access-2026-01-21.log");
    days.assertHolds(4);
  }

  @Test
  void removesTheFilesAlthoughTheOwnerKeepsEverythingFromNowOn() {
    days.forget(DAY_TWO);

    assertThat(days.forget(LocalDate.MIN)).isEmpty();

    assertThat(days.files()).doesNotContain("access-2026-01-21.log");
    days.assertHolds(7);
  }

  @Test
  void holdsAfterEveryStepAndARestart() {
    days.forget(DAY_TWO);
    days.restart();
    days.assertHolds(7);
    days.forget(DAY_THREE);
    days.forget(DAY_THREE);
    days.restart();
    days.assertHolds(4);
    days.forget(DAY_THREE);
    days.forget(DAY_THREE);
    days.restart();
    days.assertHolds(4);
    days.append(2, FIRST_OF_MARCH);
    days.flush();
    days.restart();
    days.assertHolds(6);
    assertThat(days.log().verify(Optional.empty()).signedLines()).isEqualTo(6);
    assertThat(days.sequences()).containsExactly(14L, 13L, 12L, 11L, 10L, 9L);
  }

  @Test
  void isWhatFsckExpects() throws IOException {
    days.forget(DAY_TWO);
    assertThat(days.defects(SERVER)).isEmpty();
    assertThat(days.defects(Optional.empty())).isEmpty();
    days.forget(DAY_TWO);
    days.restart();
    assertThat(days.defects(SERVER)).isEmpty();

    Path checkpoint = days.file("logs/checkpoint.json");
    byte[] good = Files.readAllBytes(checkpoint);
    Files.delete(checkpoint);
    assertThat(days.defects(SERVER))
        .containsExactly("access-2026-01-22.log, line 6: lines 1 to 5 are missing before it");
    Files.writeString(checkpoint, "{}");
    assertThat(days.defects(SERVER)).contains("the checkpoint is not one that this server signed");
    Files.write(checkpoint, good);
    for (String name : List.of("head.json", "access-2026-01-22.log", "access-2026-01-23.log")) {
      Files.delete(days.file("logs/" + name));
    }
    assertThat(days.defects(SERVER))
        .contains("the signed head is missing, or this server did not sign it");
  }

  @Test
  void forgetsNoLineThatNoSignedHeadStandsFor() {
    days.append(1, FIRST_OF_MARCH);
    days.append(1, FIRST_OF_MARCH.plus(Duration.ofDays(1)));
    LocalDate later = LocalDate.parse("2026-03-09");

    assertThat(days.forget(later)).isEmpty();
    days.flush();
    assertThat(days.forget(later)).map(Checkpoint::sequence).contains(13L);
  }

  @Test
  void forgetsNothingOfALogOfWhichALineWasEdited() {
    days.restartAfter(() -> days.edit("2026-01-22", 0, line -> line.replace(":200,", ":201,")));

    assertThat(days.forget(DAY_TWO)).isEmpty();
    assertThat(days.forget(DAY_TWO)).isEmpty();

    assertThat(days.breaks())
        .contains("access-2026-01-22.log, line 6: it was changed after it was written");
  }

  /// The last line of a day, hash and all: the break shows in the day after.
  @Test
  void forgetsNoDayWhoseLastLineWasWrittenAnew() throws IOException {
    days.edit("2026-01-21", 4, line -> ForgedLine.rehashed(line.replace(":200,", ":201,")));

    assertThat(days.forget(DAY_TWO)).isEmpty();

    assertThat(days.breaks())
        .containsExactly(
            "access-2026-01-22.log, line 6: it does not follow from the line before it");
  }

  @Test
  void forgetsNoDayWhoseEndIsMissing() {
    days.restartAfter(() -> {
      List<String> lines = days.lines("2026-01-21");
      Files.write(days.file("logs/access-2026-01-21.log"), lines.subList(0, 3));
    });

    assertThat(days.forget(DAY_TWO)).isEmpty();

    assertThat(days.breaks())
        .containsExactly("access-2026-01-22.log, line 6: lines 4 to 5 are missing before it");
  }

  @Test
  void forgetsNothingWithoutASignedHead() {
    days.restartAfter(() -> Files.delete(days.file("logs/head.json")));

    assertThat(days.forget(DAY_TWO)).isEmpty();
    days.append(1, FIRST_OF_MARCH);
    days.flush();
    assertThat(days.forget(DAY_TWO)).isEmpty();
  }

  /// Recent lines under an old name would be forgotten early, and signed for.
  @Test
  void forgetsNoLinesThatWereMovedToAnOlderDay() {
    days.restartAfter(() -> {
      Path first = days.file("logs/access-2026-01-21.log");
      Files.writeString(
          first,
          Files.readString(first)
              + Files.readString(days.file("logs/access-2026-01-22.log"))
              + Files.readString(days.file("logs/access-2026-01-23.log")));
      for (String gone :
          List.of("01-21.lines", "01-22.log", "01-22.lines", "01-23.log", "01-23.lines")) {
        Files.delete(days.file("logs/access-2026-" + gone));
      }
    });
    days.append(1, FIRST_OF_MARCH);
    days.flush();

    assertThat(days.forget(DAY_TWO)).isEmpty();

    assertThat(days.breaks())
        .contains(
            "access-2026-01-21.log, line 6: it is of 2026-01-22, later than the day of its file");
  }

  @Test
  void forgetsNoDayUnderAnOlderName() {
    days.restartAfter(() -> {
      Files.move(days.file("logs/access-2026-01-21.log"), days.file("logs/access-2020-01-21.log"));
      Files.delete(days.file("logs/access-2026-01-21.lines"));
    });

    assertThat(days.forget(LocalDate.parse("2026-01-01"))).isEmpty();

    assertThat(days.breaks())
        .contains(
            "access-2020-01-21.log, line 1: it is of 2026-01-21, later than the day of its file");
  }

  @Test
  void doesNotMakeUpForADayThatWasTakenAway() throws IOException {
    Files.delete(days.file("logs/access-2026-01-21.log"));

    assertThat(days.forget(DAY_THREE)).isEmpty();
    days.restart();
    assertThat(days.forget(DAY_THREE)).isEmpty();

    assertThat(days.breaks())
        .containsExactly("access-2026-01-22.log, line 6: lines 1 to 5 are missing before it");
  }

  @Test
  void forgetsNothingWhileTheCheckpointIsNotTheOneThatWasMade() throws IOException {
    days.forget(DAY_TWO);
    Path checkpoint = days.file("logs/checkpoint.json");
    String made = days.checkpoint();
    Files.delete(checkpoint);
    assertThat(days.forget(DAY_THREE)).isEmpty();
    Files.writeString(checkpoint, "{}");
    assertThat(days.forget(DAY_THREE)).isEmpty();
    assertThat(days.breaks()).contains("the checkpoint is missing, or this server did not sign it");

    Files.writeString(checkpoint, made);
    assertThat(days.forget(DAY_THREE)).isPresent();
    assertThat(days.breaks()).isEmpty();
  }

  @Test
  void forgetsNothingWhereACheckpointWasPlanted() throws IOException {
    Files.writeString(days.file("logs/checkpoint.json"), "{}");

    assertThat(days.forget(DAY_TWO)).isEmpty();
    days.restart();
    assertThat(days.forget(DAY_TWO)).isEmpty();

    assertThat(days.breaks())
        .containsExactly("the checkpoint is missing, or this server did not sign it");
  }
}
