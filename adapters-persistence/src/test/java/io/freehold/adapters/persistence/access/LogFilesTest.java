package io.freehold.adapters.persistence.access;

import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.files.FailingDisk;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Problem;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.ClientInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
  private static final Instant DAY_ONE = Instant.parse("2026-01-21T10:00:00.123Z");

  @TempDir Path folder;
  private Home home;
  private int number;

  @BeforeEach
  void open() {
    home = new Home(folder, Cast.CLOCK);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void writesTheLinesTheProtocolKnows() throws IOException {
    home.accessLog().append(entry(DAY_ONE));

    List<String> lines = Files.readAllLines(log("2026-01-21"));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .startsWith(
            "{\"logId\":\"id-1\",\"grantId\":\"0x999\",\"builder\":\"0xbbb\",\"action\":\"read\","
                + "\"scope\":\"a.b\",\"timestamp\":\"2026-01-21T10:00:00.123Z\","
                + "\"ipAddress\":\"1.2.3.4\",\"userAgent\":\"agent\",\"outcome\":\"ok\","
                + "\"status\":200,\"actor\":\"0xbbb\",\"requestId\":\"request-1\",\"sequence\":1,"
                + "\"prev\":\""
                + "0".repeat(64)
                + "\",\"hash\":\"");
  }

  @Test
  void namesNoBuilderForTheOwnerOrForNobody() throws IOException {
    home.accessLog().append(entry(Optional.of("owner"), "0xaaa"));
    home.accessLog().append(entry(Optional.empty(), "anonymous"));

    assertThat(Files.readAllLines(log("2026-01-21")))
        .allSatisfy(line -> assertThat(line).contains("\"builder\":null,"));
  }

  @Test
  void cutsTextsThatAreTooLong() {
    String long1 = "x".repeat(100_000);
    home.accessLog()
        .append(
            new AccessLogEntry(
                "id",
                Optional.of(long1),
                long1,
                long1,
                Optional.of(long1),
                DAY_ONE,
                new ClientInfo(long1, "\u0001".repeat(100_000)),
                400,
                long1,
                long1));
    home.accessLog().append(entry(DAY_ONE));

    AccessLogEntry kept = home.accessLog().read(new Page(1, 1)).items().getFirst().entry();
    assertThat(kept.client().userAgent()).isEqualTo("\u0001".repeat(512));
    assertThat(kept.requestId()).hasSize(512);
    assertThat(home.accessLog().verify(Optional.empty()).holds()).isTrue();
  }

  @Test
  void writesOneFileADayAndGoesOnAfterARestart() {
    append(3, DAY_ONE);
    home.restart();
    append(3, DAY_ONE.plus(Duration.ofDays(1)));
    home.restart();
    append(3, DAY_ONE.plus(Duration.ofDays(1)));

    assertThat(log("2026-01-21")).exists();
    assertThat(log("2026-01-22")).exists();
    assertThat(sequences(new Page(100, 0))).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
    assertThat(home.accessLog().verify(Optional.empty()).lines()).isEqualTo(9);
  }

  @Test
  void cutsATornLineOffAndKeepsIt() {
    append(3, DAY_ONE);
    home.restartAfter(
        () -> Files.writeString(log("2026-01-21"), "{\"logId\":\"to", StandardOpenOption.APPEND));

    append(2, DAY_ONE);

    assertThat(sequences(new Page(100, 0))).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
    assertThat(tornFiles())
        .singleElement()
        .satisfies(torn -> assertThat(torn).hasContent("{\"logId\":\"to"));
  }

  @Test
  void cutsOffLinesThatAPowerLossLeftAsZeros() throws IOException {
    append(3, DAY_ONE);
    home.adapter().flush();
    byte[] signedHead = Files.readAllBytes(home.file("logs/head.json"));
    append(3, DAY_ONE);
    long length = Files.size(log("2026-01-21"));
    home.restartAfter(() -> {
      Files.write(home.file("logs/head.json"), signedHead);
      byte[] bytes = Files.readAllBytes(log("2026-01-21"));
      java.util.Arrays.fill(bytes, (int) length / 6 * 4, (int) length / 6 * 5, (byte) 0);
      Files.write(log("2026-01-21"), bytes);
    });

    append(1, DAY_ONE);

    assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
    assertThat(tornFiles()).hasSize(1);
    assertThat(sequences(new Page(1, 0)).getFirst()).isBetween(5L, 6L);
  }

  @Test
  void cutsOffADayWhoseFirstLineAPowerLossTore() throws IOException {
    append(2, DAY_ONE);
    home.adapter().flush();
    byte[] signedHead = Files.readAllBytes(home.file("logs/head.json"));
    append(2, DAY_ONE.plus(Duration.ofDays(1)));
    home.restartAfter(() -> {
      Files.write(home.file("logs/head.json"), signedHead);
      byte[] bytes = Files.readAllBytes(log("2026-01-22"));
      java.util.Arrays.fill(bytes, 0, 50, (byte) 0);
      Files.write(log("2026-01-22"), bytes);
    });

    append(1, DAY_ONE.plus(Duration.ofDays(1)));

    assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
    assertThat(tornFiles()).hasSize(1);
    assertThat(sequences(new Page(3, 0))).containsExactly(3L, 2L, 1L);
  }

  @Test
  void neverCutsALineThatWasSigned() {
    append(3, DAY_ONE);
    home.restartAfter(() -> {
      String text = Files.readString(log("2026-01-21"));
      Files.writeString(log("2026-01-21"), text.substring(0, text.length() - 100) + "\n");
    });

    append(1, DAY_ONE);

    assertThat(home.accessLog().verify(Optional.empty()).holds()).isFalse();
    assertThat(tornFiles()).isEmpty();
  }

  @Test
  void makesLostOffsetsAgain() {
    append(600, DAY_ONE);
    append(3, DAY_ONE.plus(Duration.ofDays(1)));
    home.restartAfter(() -> {
      Files.delete(home.file("logs/access-2026-01-21.lines"));
      Files.delete(home.file("logs/access-2026-01-22.lines"));
    });

    assertThat(sequences(new Page(1, 602))).containsExactly(1L);
    assertThat(sequences(new Page(4, 0))).containsExactly(603L, 602L, 601L, 600L);
  }

  @Test
  void makesWrongOffsetsAgain() {
    append(600, DAY_ONE);
    append(600, DAY_ONE.plus(Duration.ofDays(1)));
    home.restartAfter(() -> {
      Files.write(home.file("logs/access-2026-01-21.lines"), new byte[600 * 8]);
      Files.write(home.file("logs/access-2026-01-22.lines"), new byte[400 * 8]);
    });

    assertThat(home.accessLog().read(new Page(1, 0)).total()).isEqualTo(1_200);
    assertThat(sequences(new Page(3, 0))).containsExactly(1_200L, 1_199L, 1_198L);
    assertThat(sequences(new Page(3, 599))).containsExactly(601L, 600L, 599L);
    assertThat(sequences(new Page(3, 1_198))).containsExactly(2L, 1L);
  }

  @Test
  void readsAPageAndNothingElseOfALongLog() throws IOException {
    var disk = new FailingDisk(folder);
    home.restartOn(disk);
    append(200_000, DAY_ONE);
    home.adapter().flush();
    var _ = disk.bytesRead();

    for (int offset : List.of(0, 100_000, 199_950)) {
      assertThat(sequences(new Page(50, offset))).first().isEqualTo(200_000L - offset);

      assertThat(disk.bytesRead()).isLessThan(50 * 1_000);
    }
    assertThat(home.accessLog().read(new Page(1, 0)).total()).isEqualTo(200_000);
    home.restartOn(disk);
    var _ = home.accessLog();
    assertThat(disk.bytesRead()).as("to start").isLessThan(2_000_000);
    assertThat(sequences(new Page(1, 0))).containsExactly(200_000L);
  }

  @Test
  void losesNoPlaceWhenAWriteFailsHalfWay() throws IOException {
    var disk = new FailingDisk(folder);
    home.restartOn(disk);
    append(3, DAY_ONE);
    disk.failAt(1, () -> new IOException("Input/output error"));

    assertRefused(() -> append(1, DAY_ONE), Problem.ServiceUnavailable.class);
    append(2, DAY_ONE);

    assertThat(sequences(new Page(100, 0))).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
    home.restart();
    assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
  }

  @Test
  void usesTheReservedRoomWhenTheDiskIsFull() throws IOException {
    var disk = new FailingDisk(folder);
    home.restartOn(disk);
    append(3, DAY_ONE);
    assertThat(home.file("reserve")).isNotEmptyFile();
    disk.failAt(1, () -> new IOException("No space left on device"));

    append(2, DAY_ONE);

    assertThat(home.file("reserve")).doesNotExist();
    assertThat(sequences(new Page(100, 0))).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
    home.adapter().flush();
    assertThat(home.file("reserve")).isNotEmptyFile();
  }

  @Test
  void writesNothingMoreAfterAFailedSync() throws IOException {
    var disk = new FailingDisk(folder);
    home.restartOn(disk);
    append(3, DAY_ONE);
    disk.failNextSync();

    home.adapter().flush();

    assertRefused(() -> append(1, DAY_ONE), Problem.ServiceUnavailable.class);
    assertThat(home.adapter().storageHealth().complaint()).isPresent();
    assertThat(sequences(new Page(100, 0))).containsExactly(3L, 2L, 1L);
    home.restart();
    append(1, DAY_ONE);
    assertThat(home.accessLog().verify(Optional.empty()).breaks()).isEmpty();
  }

  private List<Long> sequences(Page page) {
    return home.accessLog().read(page).items().stream().map(LoggedAccess::sequence).toList();
  }

  private List<Path> tornFiles() {
    try (var files = Files.list(home.file("logs"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("torn-")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path log(String day) {
    return home.file("logs/access-" + day + ".log");
  }

  private void append(int lines, Instant time) {
    for (int i = 0; i < lines; i++) {
      home.accessLog().append(entry(time));
    }
  }

  private AccessLogEntry entry(Instant time) {
    number++;
    return new AccessLogEntry(
        "id-" + number,
        Optional.of("0x999"),
        "0xbbb",
        "read",
        Optional.of("a.b"),
        time,
        new ClientInfo("1.2.3.4", "agent"),
        200,
        "ok",
        "request-" + number);
  }

  private static AccessLogEntry entry(Optional<String> grant, String actor) {
    return new AccessLogEntry(
        "id",
        grant,
        actor,
        "read",
        Optional.of("a.b"),
        DAY_ONE,
        new ClientInfo("1.2.3.4", "agent"),
        200,
        "ok",
        "request");
  }
}
