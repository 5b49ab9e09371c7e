package io.freehold.adapters.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.access.SignedHead;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.ClientInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever edits, removes or reorders lines is found out (threat T52), while the server runs or is
/// stopped, and stays found out when it goes on writing.
class LogTamperTest {
  private static final Instant DAY_ONE = Instant.parse("2026-01-21T10:00:00Z");
  private static final Instant DAY_TWO = DAY_ONE.plus(Duration.ofDays(1));

  @TempDir Path folder;
  private Home home;
  private int number;

  @BeforeEach
  void fillTwoDays() {
    home = new Home(folder, Cast.CLOCK);
    append(5, DAY_ONE);
    append(5, DAY_TWO);
    home.adapter().flush();
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void findsNothingWhereNothingHappened() {
    home.restart();
    append(5, DAY_TWO);

    ChainReport report = home.accessLog().verify(Optional.empty());

    assertThat(report.breaks()).isEmpty();
    assertThat(report.lines()).isEqualTo(15);
    assertThat(report.signedLines()).isEqualTo(10);
  }

  @Test
  void findsAnEditedLine() {
    assertThatTampering(
            lines -> lines.set(2, lines.get(2).replace("\"status\":200", "\"status\":201")))
        .containsExactly("access-2026-01-21.log, line 3: it was changed after it was written");
  }

  @Test
  void findsAnEditedLineWithAHashToMatch() {
    assertThatTampering(
            lines -> lines.set(2, ForgedLine.rehashed(lines.get(2).replace(":200,", ":201,"))))
        .containsExactly(
            "access-2026-01-21.log, line 4: it does not follow from the line before it");
  }

  @Test
  void findsARemovedLine() {
    assertThatTampering(lines -> lines.remove(2))
        .containsExactly("access-2026-01-21.log, line 4: line 3 is missing before it");
  }

  @Test
  void findsReorderedLines() {
    assertThatTampering(lines -> Collections.swap(lines, 1, 2))
        .contains("access-2026-01-21.log, line 3: line 2 is missing before it")
        .contains("access-2026-01-21.log, line 2: it stands after line 3");
  }

  @Test
  void findsARepeatedLine() {
    assertThatTampering(lines -> lines.add(3, lines.get(2)))
        .containsExactly("access-2026-01-21.log, line 3: it stands after line 3");
  }

  @Test
  void findsALineThatIsNone() {
    assertThatTampering(lines -> lines.add(3, "{\"hello\":1}"))
        .containsExactly("a line of access-2026-01-21.log after line 3 cannot be read");
  }

  @Test
  void findsAMissingFirstLine() {
    assertThatTampering(lines -> lines.remove(0))
        .containsExactly("access-2026-01-21.log, line 2: line 1 is missing before it");
  }

  @Test
  void findsAMissingFirstDay() {
    assertThatMeddling(() -> Files.delete(log("2026-01-21")))
        .containsExactly("access-2026-01-22.log, line 6: lines 1 to 5 are missing before it");
  }

  @Test
  void findsAMissingLastDay() {
    assertThatMeddling(() -> Files.delete(log("2026-01-22")))
        .containsExactly("at the end, lines 6 to 10 are missing");
  }

  @Test
  void findsMissingLastLines() {
    assertThatMeddling(
            () -> {
              List<String> lines = Files.readAllLines(log("2026-01-22"));
              Files.write(log("2026-01-22"), lines.subList(0, 3));
            })
        .containsExactly("at the end, lines 9 to 10 are missing");
  }

  @Test
  void findsAChainThatWasWrittenAnew() {
    assertThatMeddling(
            () -> {
              List<String> lines = Files.readAllLines(log("2026-01-22"));
              lines.set(4, ForgedLine.rehashed(lines.get(4).replace(":200,", ":201,")));
              Files.write(log("2026-01-22"), lines);
            })
        .contains("line 10 is not the one whose hash was signed");
  }

  @Test
  void findsAMissingHead() {
    assertThatMeddling(() -> Files.delete(home.file("logs/head.json")))
        .contains("the signed head is missing, or this server did not sign it");
  }

  @Test
  void findsAHeadThatSomebodyElseSigned() {
    assertThatMeddling(
            () -> {
              LogHead forged = LogHead.sign(9, "ab".repeat(32), Cast.NOW, Cast.STRANGER_KEY);
              Files.write(home.file("logs/head.json"), forged.json());
            })
        .contains("the signed head is missing, or this server did not sign it");
  }

  @Test
  void findsAHeadThatWasEdited() {
    assertThatMeddling(
            () -> {
              Path head = home.file("logs/head.json");
              Files.writeString(
                  head, Files.readString(head).replace("\"sequence\":10", "\"sequence\":9"));
            })
        .contains("the signed head is missing, or this server did not sign it");
  }

  /// With the server's own key: a chain that holds, and is another.
  @Test
  void findsAHistoryThatWasWrittenAnewWithTheServersKeyIfItsHeadWasNoted() throws IOException {
    SignedHead kept = home.accessLog().verify(Optional.empty()).signedHead().orElseThrow();
    var noted = Optional.of(new NotedLine(kept.sequence(), kept.hash()));
    Path another = Files.createDirectories(folder.resolve("another"));
    try (var forged = new Home(another, Cast.CLOCK)) {
      for (int i = 0; i < 12; i++) {
        forged.accessLog().append(entry(100 + i, i < 5 ? DAY_ONE : DAY_TWO));
      }
      forged.adapter().flush();
    }
    home.restartAfter(() -> {
      for (String name : List.of("access-2026-01-21", "access-2026-01-22")) {
        for (String ending : List.of(".log", ".lines")) {
          Files.copy(
              another.resolve("logs/" + name + ending),
              home.file("logs/" + name + ending),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Files.copy(
          another.resolve("logs/head.json"),
          home.file("logs/head.json"),
          StandardCopyOption.REPLACE_EXISTING);
    });

    assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
    assertThat(home.accessLog().verify(noted).breaks())
        .containsExactly("line 10 is not the one that was noted");
    assertThat(home.accessLog().verify(noted).noted()).contains(NotedLine.Fate.CHANGED);
  }

  /// As much as a reader holds at once, so that what is left of the line is a good one.
  @Test
  void findsGarbageBeforeALine() {
    assertThatMeddling(
            () -> {
              String lines = Files.readString(log("2026-01-21"));
              Files.writeString(log("2026-01-21"), "x".repeat(2 * LogLine.BYTES_MAX) + lines);
            })
        .contains("a line of access-2026-01-21.log after line 0 cannot be read");
  }

  /// Positions that were cut, in front or behind, or emptied hide no line.
  @Test
  void showsLinesWhosePositionsWereTakenAway() {
    for (int kept : List.of(0, 8, 16, 24, 32)) {
      for (String day : List.of("2026-01-21", "2026-01-22")) {
        home.restartAfter(() -> {
          Path positions = home.file("logs/access-" + day + ".lines");
          byte[] all = Files.readAllBytes(positions);
          Files.write(positions, Arrays.copyOfRange(all, all.length - kept, all.length));
        });

        assertThat(home.accessLog().read(new Page(100, 0)).items())
            .as(day + " " + kept)
            .extracting(line -> line.sequence())
            .containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
      }
    }
  }

  @Test
  void tellsTheHeadThatItSigned() throws IOException {
    SignedHead head = home.accessLog().verify(Optional.empty()).signedHead().orElseThrow();

    String last = Files.readAllLines(log("2026-01-22")).getLast();
    assertThat(head.sequence()).isEqualTo(10);
    assertThat(last).contains("\"hash\":\"" + head.hash() + "\"}");
    assertThat(
            new FakeSignatures()
                .signerOf("freehold-access-log-head-v1\n10\n" + head.hash(), head.signature()))
        .contains(Cast.SERVER);
  }

  @Test
  void findsLinesRemovedWhileTheServerRuns() throws IOException {
    List<String> lines = Files.readAllLines(log("2026-01-21"));
    Files.write(log("2026-01-21"), lines.subList(0, 4));

    assertThat(home.accessLog().verify(Optional.empty()).breaks())
        .containsExactly("access-2026-01-22.log, line 6: line 5 is missing before it");
  }

  @Test
  void stillShowsWhatIsLeft() {
    home.restartAfter(() -> {
      List<String> lines = Files.readAllLines(log("2026-01-21"));
      lines.set(2, "garbage");
      lines.remove(1);
      Files.write(log("2026-01-21"), lines);
    });

    assertThat(home.accessLog().read(new Page(100, 0)).items())
        .extracting(line -> line.sequence())
        .containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 1L);
  }

  @Test
  void goesOnCountingAfterMissingLines() {
    home.restartAfter(() -> Files.delete(log("2026-01-22")));
    append(1, DAY_TWO);

    assertThat(home.accessLog().read(new Page(1, 0)).items().getFirst().sequence()).isEqualTo(11);
  }

  private org.assertj.core.api.ListAssert<String> assertThatTampering(Tampering tampering) {
    return assertThatMeddling(() -> {
      var lines = new ArrayList<>(Files.readAllLines(log("2026-01-21")));
      tampering.with(lines);
      Files.write(log("2026-01-21"), lines);
    });
  }

  /// What is found at once is found as well after more lines were written and signed.
  private org.assertj.core.api.ListAssert<String> assertThatMeddling(Home.Meddling meddling) {
    home.restartAfter(meddling);
    List<String> atOnce = home.accessLog().verify(Optional.empty()).breaks();
    append(3, DAY_TWO);
    home.adapter().flush();
    home.restart();
    append(3, DAY_TWO);
    home.adapter().flush();

    assertThat(home.accessLog().verify(Optional.empty()).holds()).isFalse();
    return assertThat(atOnce);
  }

  private interface Tampering {
    void with(List<String> lines);
  }

  private Path log(String day) {
    return home.file("logs/access-" + day + ".log");
  }

  private void append(int lines, Instant time) {
    for (int i = 0; i < lines; i++) {
      home.accessLog().append(entry(++number, time));
    }
  }

  private static AccessLogEntry entry(int number, Instant time) {
    return new AccessLogEntry(
        "id-" + number,
        Optional.of("0x" + "9".repeat(64)),
        "0x" + "b".repeat(40),
        "read",
        Optional.of("a.b"),
        time,
        new ClientInfo("1.2.3.4", "agent"),
        200,
        "ok",
        "request-" + number);
  }
}
