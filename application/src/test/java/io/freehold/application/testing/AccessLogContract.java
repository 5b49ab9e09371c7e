package io.freehold.application.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.AccessLog;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.access.NotedLine.Fate;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.ClientInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every access log does.
public abstract class AccessLogContract {
  protected static final Instant TEN = Instant.parse("2026-01-21T10:00:00.123Z");
  private static final LocalDate DAY = LocalDate.parse("2026-01-21");
  private static final String ZEROS = "0".repeat(64);

  private AccessLog log;

  /// An empty log.
  protected abstract AccessLog accessLog();

  @BeforeEach
  void openTheLog() {
    log = accessLog();
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(log.read(new Page(10, 0)).items()).isEmpty();
    assertThat(log.read(new Page(10, 0)).total()).isZero();
    assertThat(log.verify(Optional.empty()).holds()).isTrue();
    assertThat(log.verify(Optional.empty()).lines()).isZero();
  }

  @Test
  void givesBackWhatWasWritten() {
    AccessLogEntry builder = entry(1, TEN);
    AccessLogEntry nobody =
        new AccessLogEntry(
            uuid(2),
            Optional.empty(),
            "anonymous",
            "read",
            Optional.empty(),
            TEN,
            new ClientInfo("::1", ""),
            401,
            "MISSING_AUTH",
            "request-2");
    AccessLogEntry owner =
        new AccessLogEntry(
            uuid(3),
            Optional.of("owner"),
            "0x" + "a".repeat(40),
            "grants.create",
            Optional.empty(),
            TEN,
            new ClientInfo("127.0.0.1", "curl/8"),
            201,
            "ok",
            "request-3");
    List.of(builder, nobody, owner).forEach(log::append);

    assertThat(log.read(new Page(10, 0)).items())
        .extracting(LoggedAccess::entry)
        .containsExactly(owner, nobody, builder);
  }

  @Test
  void keepsStrangeTextAsOneLine() {
    String strange = "a\"b\\c\n{\"logId\":1}\r\t\u0000\u001b[31m\u007f\u2028 é 日本 😀";
    AccessLogEntry entry =
        new AccessLogEntry(
            uuid(1),
            Optional.empty(),
            "anonymous",
            "read",
            Optional.of(strange),
            TEN,
            new ClientInfo("1.2.3.4", strange),
            400,
            "ok",
            "r");
    log.append(entry);
    log.append(entry(2, TEN));

    Listing<LoggedAccess> all = log.read(new Page(10, 0));

    assertThat(all.total()).isEqualTo(2);
    assertThat(all.items().getLast().entry()).isEqualTo(entry);
    assertThat(log.verify(Optional.empty()).holds()).isTrue();
  }

  @Test
  void readsNewestFirstInPages() {
    append(25, TEN);

    assertThat(sequences(new Page(10, 0)))
        .containsExactly(25L, 24L, 23L, 22L, 21L, 20L, 19L, 18L, 17L, 16L);
    assertThat(sequences(new Page(10, 20))).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(sequences(new Page(10, 24))).containsExactly(1L);
    assertThat(sequences(new Page(10, 25))).isEmpty();
    assertThat(log.read(new Page(10, 25)).total()).isEqualTo(25);
    assertThat(log.read(new Page(10, 20)).page()).isEqualTo(new Page(10, 20));
  }

  @Test
  void readsAcrossDays() {
    append(3, TEN);
    append(3, TEN.plus(Duration.ofDays(1)));
    append(3, TEN.plus(Duration.ofDays(40)));

    assertThat(sequences(new Page(100, 0))).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(sequences(new Page(4, 2))).containsExactly(7L, 6L, 5L, 4L);
    assertThat(log.verify(Optional.empty()).holds()).isTrue();
  }

  @Test
  void keepsTheOrderOfWritingWhenTheClockGoesBack() {
    append(2, TEN);
    append(2, TEN.minus(Duration.ofDays(2)));

    assertThat(sequences(new Page(100, 0))).containsExactly(4L, 3L, 2L, 1L);
    assertThat(log.verify(Optional.empty()).holds()).isTrue();
  }

  @Test
  void chainsEachLineToTheOneBefore() {
    append(3, TEN);

    List<LoggedAccess> lines = log.read(new Page(10, 0)).items().reversed();

    assertThat(lines.get(0).prev()).isEqualTo(ZEROS);
    assertThat(lines.get(1).prev()).isEqualTo(lines.get(0).hash());
    assertThat(lines.get(2).prev()).isEqualTo(lines.get(1).hash());
    assertThat(lines).extracting(LoggedAccess::hash).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    assertThat(lines).extracting(LoggedAccess::hash).doesNotHaveDuplicates();
  }

  @Test
  void reportsAChainThatHolds() {
    append(3, TEN);

    ChainReport report = log.verify(Optional.empty());

    assertThat(report.breaks()).isEmpty();
    assertThat(report.lines()).isEqualTo(3);
    assertThat(report.head()).isEqualTo(log.read(new Page(1, 0)).items().getFirst().hash());
  }

  @Test
  void losesNoLineOfParallelWriters() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      LongStream.range(0, 200).forEach(i -> threads.execute(() -> log.append(entry(i, TEN))));
    }

    assertThat(log.read(new Page(1000, 0)).items())
        .extracting(line -> line.entry().logId())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, 200).mapToObj(AccessLogContract::uuid).toList());
    assertThat(log.verify(Optional.empty()).holds()).isTrue();
    assertThat(log.verify(Optional.empty()).lines()).isEqualTo(200);
  }

  @Test
  void forgetsOldDaysAndStillHolds() {
    append(3, TEN);
    append(2, TEN.plus(Duration.ofDays(1)));
    append(4, TEN.plus(Duration.ofDays(40)));
    append(1, TEN.plus(Duration.ofDays(41)));
    written();
    List<LoggedAccess> before = log.read(new Page(100, 0)).items().reversed();

    Optional<Checkpoint> made = log.forgetBefore(DAY.plusDays(40));

    assertThat(made)
        .hasValueSatisfying(checkpoint -> {
          assertThat(checkpoint.sequence()).isEqualTo(5);
          assertThat(checkpoint.hash()).isEqualTo(before.get(4).hash());
          assertThat(checkpoint.through()).isEqualTo(DAY.plusDays(1));
        });
    assertThat(log.read(new Page(100, 0)).items().reversed()).isEqualTo(before.subList(5, 10));
    assertThat(log.read(new Page(1, 0)).total()).isEqualTo(5);
    ChainReport report = log.verify(Optional.empty());
    assertThat(report.breaks()).isEmpty();
    assertThat(report.lines()).isEqualTo(5);
    assertThat(report.checkpoint()).isEqualTo(made);
    append(1, TEN.plus(Duration.ofDays(41)));
    assertThat(sequences(new Page(2, 0))).containsExactly(11L, 10L);
    assertThat(log.verify(Optional.empty()).breaks()).isEmpty();
  }

  @Test
  void neverForgetsTheNewestDay() {
    append(3, TEN);
    append(2, TEN.plus(Duration.ofDays(1)));
    written();

    assertThat(log.forgetBefore(DAY.plusYears(9)).map(Checkpoint::sequence)).contains(3L);
    assertThat(log.forgetBefore(DAY.plusYears(9))).isEmpty();
    assertThat(log.forgetBefore(DAY.plusYears(9))).isEmpty();

    assertThat(sequences(new Page(100, 0))).containsExactly(5L, 4L);
  }

  /// A clock may have been behind: until the next day began, lines were written to this one.
  @Test
  void keepsADayUntilTheNextOneIsOldAsWell() {
    append(3, TEN);
    append(2, TEN.plus(Duration.ofDays(40)));
    append(1, TEN.plus(Duration.ofDays(41)));
    written();

    assertThat(log.forgetBefore(DAY.plusDays(39))).isEmpty();
    assertThat(log.forgetBefore(DAY.plusDays(40)).map(Checkpoint::sequence)).contains(3L);
  }

  @Test
  void forgetsAWeekAtATime() {
    for (int day = 0; day < 20; day++) {
      append(1, TEN.plus(Duration.ofDays(day)));
    }
    written();

    assertThat(log.forgetBefore(DAY.plusDays(10)).map(Checkpoint::through))
        .contains(DAY.plusDays(6));
    assertThat(log.forgetBefore(DAY.plusDays(10)).map(Checkpoint::through))
        .contains(DAY.plusDays(9));
    assertThat(log.forgetBefore(DAY.plusDays(10))).isEmpty();
    assertThat(log.verify(Optional.empty()).lines()).isEqualTo(10);
    assertThat(log.verify(Optional.empty()).breaks()).isEmpty();
  }

  @Test
  void forgetsNoDayThatIsToBeKept() {
    assertThat(log.forgetBefore(DAY)).isEmpty();
    append(3, TEN);
    append(2, TEN.plus(Duration.ofDays(1)));
    written();

    assertThat(log.forgetBefore(LocalDate.MIN)).isEmpty();
    assertThat(log.forgetBefore(DAY)).isEmpty();

    assertThat(log.verify(Optional.empty()).lines()).isEqualTo(5);
    assertThat(log.verify(Optional.empty()).checkpoint()).isEmpty();
    assertThat(log.forgetBefore(DAY.plusDays(1))).isPresent();
  }

  @Test
  void saysWhatBecameOfALineThatWasNoted() {
    append(3, TEN);
    append(3, TEN.plus(Duration.ofDays(1)));
    append(3, TEN.plus(Duration.ofDays(2)));
    written();
    List<LoggedAccess> lines = log.read(new Page(10, 0)).items().reversed();
    log.forgetBefore(DAY.plusDays(1));

    assertThat(fateOf(2, lines.get(1).hash())).isEqualTo(Fate.FORGOTTEN);
    assertThat(fateOf(3, lines.get(2).hash())).isEqualTo(Fate.KEPT);
    assertThat(fateOf(4, lines.get(3).hash())).isEqualTo(Fate.KEPT);
    assertThat(fateOf(9, lines.get(8).hash())).isEqualTo(Fate.KEPT);
    assertThat(fateOf(3, lines.get(3).hash())).isEqualTo(Fate.CHANGED);
    assertThat(fateOf(4, lines.get(4).hash())).isEqualTo(Fate.CHANGED);
    assertThat(fateOf(10, lines.get(8).hash())).isEqualTo(Fate.MISSING);
  }

  private Fate fateOf(long sequence, String hash) {
    ChainReport report = log.verify(Optional.of(new NotedLine(sequence, hash)));
    Fate fate = report.noted().orElseThrow();
    assertThat(report.holds()).isEqualTo(fate == Fate.KEPT || fate == Fate.FORGOTTEN);
    return fate;
  }

  /// Lets what was appended reach the disk, where there is one.
  protected void written() {}

  protected final void append(int lines, Instant time) {
    for (int i = 0; i < lines; i++) {
      log.append(entry(i, time));
    }
  }

  /// A builder's read.
  protected static AccessLogEntry entry(long number, Instant time) {
    return new AccessLogEntry(
        uuid(number),
        Optional.of("0x" + "9".repeat(64)),
        "0x" + "b".repeat(40),
        "read",
        Optional.of("instagram.profile"),
        time,
        new ClientInfo("1.2.3.4", "BuilderSDK/1.0"),
        200,
        "ok",
        "request-" + number);
  }

  protected static String uuid(long number) {
    return new UUID(0, number).toString();
  }

  private List<Long> sequences(Page page) {
    return log.read(page).items().stream().map(LoggedAccess::sequence).toList();
  }
}
