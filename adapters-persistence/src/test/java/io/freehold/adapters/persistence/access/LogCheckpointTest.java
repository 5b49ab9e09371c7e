package io.freehold.adapters.persistence.access;

import static io.freehold.adapters.persistence.access.ThreeLoggedDays.DAY_ONE;
import static io.freehold.adapters.persistence.access.ThreeLoggedDays.DAY_THREE;
import static io.freehold.adapters.persistence.access.ThreeLoggedDays.DAY_TWO;
import static io.freehold.adapters.persistence.access.ThreeLoggedDays.FIRST_OF_MARCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.testing.HandSetClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Days that were forgotten leave a log that holds; days that were taken away do not (threats T52,
/// T54).
class LogCheckpointTest {
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
  void findsADayThatIsMissingAfterThoseThatWereForgotten() {
    days.forget(DAY_TWO);
    days.restartAfter(() -> Files.delete(days.file("logs/access-2026-01-22.log")));

    assertThat(days.breaks())
        .containsExactly("access-2026-01-23.log, line 9: lines 6 to 8 are missing before it");
  }

  @Test
  void findsThatTheFirstLineKeptWasWrittenAnew() {
    days.forget(DAY_TWO);
    days.restartAfter(() ->
        days.edit(
            "2026-01-22",
            0,
            line -> {
              String prev = line.substring(line.indexOf("\"prev\":\"") + 8).substring(0, 64);
              return line.replace(prev, "0".repeat(64));
            }));

    assertThat(days.breaks())
        .contains("access-2026-01-22.log, line 6: it does not follow from the line before it");
  }

  @Test
  void findsAMissingCheckpoint() throws IOException {
    days.forgetTwoDaysAndTheirFiles();
    Files.delete(days.file("logs/checkpoint.json"));
    assertThat(days.breaks())
        .containsExactly("the checkpoint is missing, or this server did not sign it");

    days.restart();

    assertThat(days.breaks())
        .containsExactly("access-2026-01-23.log, line 9: lines 1 to 8 are missing before it");
  }

  @Test
  void believesNoCheckpointThatWasEdited() {
    days.forgetTwoDaysAndTheirFiles();
    String good = days.checkpoint();
    for (String bad :
        List.of(
            good.replace("\"sequence\":8", "\"sequence\":7"),
            good.replace("2026-01-22", "2026-01-23"),
            good.replace("2026-03-01", "2026-02-01"),
            good.replaceFirst("\"hash\":\"..", "\"hash\":\"zz"),
            "{}",
            "")) {
      days.restartAfter(() -> Files.writeString(days.file("logs/checkpoint.json"), bad));

      assertThat(days.breaks())
          .as(bad)
          .containsExactly(
              "the checkpoint is missing, or this server did not sign it",
              "access-2026-01-23.log, line 9: lines 1 to 8 are missing before it");
    }
  }

  @Test
  void believesNoCheckpointThatSomebodyElseSigned() {
    days.restartAfter(days::forgeACheckpoint);

    assertThat(days.breaks())
        .containsExactly(
            "the checkpoint is missing, or this server did not sign it",
            "access-2026-01-23.log, line 9: lines 1 to 8 are missing before it");
  }

  /// Not even by `fsck` of a home whose key is gone.
  @Test
  void isNotBelievedOfSomebodyElseThanWhoSignedTheHead() throws IOException {
    days.forgeACheckpoint();

    assertThat(days.defects(Optional.empty()))
        .contains("access-2026-01-23.log, line 9: lines 1 to 8 are missing before it");
  }

  @Test
  void findsThatAnOlderCheckpointWasPutBack() {
    days.forget(DAY_TWO);
    String older = days.checkpoint();
    days.forgetTwoDaysAndTheirFiles();
    days.restartAfter(() -> Files.writeString(days.file("logs/checkpoint.json"), older));

    assertThat(days.breaks())
        .containsExactly("access-2026-01-23.log, line 9: lines 6 to 8 are missing before it");
  }

  @Test
  void goesOnAfterWhatWasForgottenWhenAllThatWasKeptIsGone() {
    days.forgetTwoDaysAndTheirFiles();
    days.restartAfter(() -> Files.delete(days.file("logs/access-2026-01-23.log")));

    assertThat(days.breaks()).containsExactly("at the end, lines 9 to 12 are missing");
    days.append(1, DAY_ONE);
    assertThat(days.sequences()).containsExactly(13L);
    assertThat(days.files())
        .contains("access-2026-01-23.log")
        .doesNotContain("access-2026-01-21.log");
  }

  @Test
  void saysThatNothingIsSignedWithoutAHead() {
    days.forget(DAY_THREE);
    days.restartAfter(() -> Files.delete(days.file("logs/head.json")));

    assertThat(days.log().verify(Optional.empty()).signedLines()).isZero();
    assertThat(days.breaks())
        .contains("the signed head is missing, or this server did not sign it");
  }
}
