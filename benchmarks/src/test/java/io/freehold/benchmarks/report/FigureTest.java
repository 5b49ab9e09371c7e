package io.freehold.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
  private static String verdict(double value, Target target) {
    return Figure.of("work", "measure", value, "µs", target).verdict();
  }

  @Test
  void aTargetIsMetOnItsOwnSide() {
    assertThat(verdict(120, Target.atMost(120))).isEqualTo("met");
    assertThat(verdict(120.1, Target.atMost(120))).isEqualTo("missed");
    assertThat(verdict(10, Target.lessThan(10))).isEqualTo("missed");
    assertThat(verdict(9.9, Target.lessThan(10))).isEqualTo("met");
    assertThat(verdict(2_000, Target.atLeast(2_000))).isEqualTo("met");
    assertThat(verdict(1_999, Target.atLeast(2_000))).isEqualTo("missed");
  }

  @Test
  void withoutATargetThereIsNoVerdict() {
    assertThat(Figure.of("work", "measure", 1, "µs").verdict()).isEmpty();
  }

  @Test
  void numbersHaveThreeDigitsThatCount() {
    assertThat(Figure.number(1234.5)).isEqualTo("1,235");
    assertThat(Figure.number(117.26)).isEqualTo("117");
    assertThat(Figure.number(18.94)).isEqualTo("18.9");
    assertThat(Figure.number(2.345)).isEqualTo("2.35");
    assertThat(Figure.number(0.3456)).isEqualTo("0.346");
    assertThat(Figure.number(2_000)).isEqualTo("2,000");
  }

  @Test
  void theTableAndTheJsonShowTheTargetBesideTheFigure(@TempDir Path folder) throws Exception {
    var printed = new StringWriter();
    var report =
        new Report(
            new Machine("a processor", 2, 8_000, "a kernel", "a JDK", 700),
            new PrintWriter(printed));
    report.add(Figure.of("read", "server CPU", 130, "µs", Target.atMost(120)));
    report.failed("ingest", new IllegalStateException("no disk"));

    report.printTable();
    report.writeJson(folder.resolve("figures.json"));

    assertThat(printed.toString())
        .contains("| read | server CPU | <= 120 µs | 130 µs | missed |", "fsync 700 µs")
        .contains("FAILED ingest: no disk");
    assertThat(Files.readString(folder.resolve("figures.json")))
        .contains("\"met\" : false", "\"syncMicros\" : 700", "ingest: no disk");
    assertThat(report.hasFailures()).isTrue();
  }
}
