package io.freehold.adapters.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.application.port.AccessLog;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.domain.Address;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.ClientInfo;
import io.freehold.domain.upkeep.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A home with an access log of three days, and what tests do to it.
final class ThreeLoggedDays implements AutoCloseable {
  static final Instant DAY_ONE = Instant.parse("2026-01-21T10:00:00Z");
  static final LocalDate DAY_TWO = LocalDate.parse("2026-01-22");
  static final LocalDate DAY_THREE = LocalDate.parse("2026-01-23");
  static final Instant FIRST_OF_MARCH = Instant.parse("2026-03-01T00:00:00Z");

  private final Home home;

  /// Lines 1 to 5, 6 to 8 and 9 to 12.
  ThreeLoggedDays(Path folder, InstantSource clock) {
    this.home = new Home(folder, clock);
    fill(home);
  }

  Home home() {
    return home;
  }

  AccessLog log() {
    return home.accessLog();
  }

  Path file(String path) {
    return home.file(path);
  }

  void restart() {
    home.restart();
  }

  void restartAfter(Home.Meddling meddling) {
    home.restartAfter(meddling);
  }

  void flush() {
    home.adapter().flush();
  }

  void append(int lines, Instant time) {
    append(home, lines, time);
  }

  static void fill(Home filled) {
    append(filled, 5, DAY_ONE);
    append(filled, 3, DAY_ONE.plus(Duration.ofDays(1)));
    append(filled, 4, DAY_ONE.plus(Duration.ofDays(2)));
    filled.adapter().flush();
  }

  static void append(Home home, int lines, Instant time) {
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

  Optional<Checkpoint> forget(LocalDate before) {
    return home.accessLog().forgetBefore(before);
  }

  void forgetTwoDaysAndTheirFiles() {
    for (int i = 0; i < 3; i++) {
      forget(DAY_THREE);
    }
  }

  void assertHolds(long lines) {
    ChainReport report = home.accessLog().verify(Optional.empty());
    assertThat(report.breaks()).isEmpty();
    assertThat(report.lines()).isEqualTo(lines);
    assertThat(home.accessLog().read(new Page(100, 0)).total()).isEqualTo(lines);
  }

  List<String> breaks() {
    return home.accessLog().verify(Optional.empty()).breaks();
  }

  List<Long> sequences() {
    return home.accessLog().read(new Page(100, 0)).items().stream()
        .map(line -> line.sequence())
        .toList();
  }

  /// What fsck says of a log that does not hold.
  List<String> defects(Optional<Address> server) throws IOException {
    var found = new ArrayList<Finding>();
    new LogInspection(home.file("logs"), LocalDisk.toLookAt(home.folder()), found::add)
        .inspect(server, new FakeSignatures());
    return found.stream().map(Finding::detail).toList();
  }

  List<String> files() {
    try (Stream<Path> all = Files.list(home.file("logs"))) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String checkpoint() {
    return String.join("\n", linesOf("checkpoint.json"));
  }

  List<String> lines(String day) {
    return linesOf("access-" + day + ".log");
  }

  private List<String> linesOf(String name) {
    try {
      return Files.readAllLines(home.file("logs/" + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void edit(String day, int line, UnaryOperator<String> change) throws IOException {
    Path log = home.file("logs/access-" + day + ".log");
    var lines = new ArrayList<>(Files.readAllLines(log));
    lines.set(line, change.apply(lines.get(line)));
    Files.write(log, lines);
  }

  /// As if the first two days had been forgotten, signed by somebody.
  void forgeACheckpoint() throws IOException {
    String last = lines("2026-01-22").getLast();
    String hash = last.substring(last.length() - 66, last.length() - 2);
    var forged = LogCheckpoint.sign(new Checkpoint(8, hash, DAY_TWO, Cast.NOW), Cast.STRANGER_KEY);
    Files.write(home.file("logs/checkpoint.json"), forged.json());
    Files.delete(home.file("logs/access-2026-01-21.log"));
    Files.delete(home.file("logs/access-2026-01-22.log"));
  }

  @Override
  public void close() {
    home.close();
  }
}
