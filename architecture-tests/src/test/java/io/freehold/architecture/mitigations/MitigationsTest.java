package io.freehold.architecture.mitigations;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.architecture.SourceTree;
import io.freehold.architecture.mitigations.Mitigation.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No mitigation goes unnoticed. All of them are taken out, one after the other, in the long run of
/// the tests; in the short run a few are, and the table is compared with the sources.
class MitigationsTest {
  private static final int SHORT_RUN = 3;

  @ParameterizedTest
  @MethodSource("all")
  void standsWhereTheTableSays(Mitigation mitigation) throws IOException {
    String source = Files.readString(SourceTree.ROOT.resolve(mitigation.source()));

    assertThat(mitigation.occurrencesIn(source)).as(mitigation.original()).isOne();
    assertThat(mitigation.witnesses()).isNotEmpty();
    assertThat(mitigation.original()).isNotBlank().isNotEqualTo(mitigation.without());
  }

  @ParameterizedTest
  @MethodSource("some")
  void isMissedAtOnce(Mitigation mitigation, @TempDir Path folder) throws Exception {
    assertThat(new Mutant(mitigation, folder).failures()).as(mitigation.toString()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  @EnabledIfSystemProperty(named = "freehold.long", matches = "true")
  void isMissed(Mitigation mitigation, @TempDir Path folder) throws Exception {
    assertThat(new Mutant(mitigation, folder).failures()).as(mitigation.toString()).isNotEmpty();
  }

  /// What fails without a mitigation does not fail with it.
  @Test
  @EnabledIfSystemProperty(named = "freehold.long", matches = "true")
  void nothingFailsWhenNothingIsTakenOut(@TempDir Path folder) throws Exception {
    List<Witness> everybody =
        all().stream().flatMap(mitigation -> mitigation.witnesses().stream()).distinct().toList();

    assertThat(new Mutant(untouched(everybody), folder).failures()).isEmpty();
  }

  /// The machinery itself: a class that is the same is not noticed.
  @Test
  void nothingIsMissedWhenNothingIsTakenOut(@TempDir Path folder) throws Exception {
    assertThat(new Mutant(untouched(all().getFirst().witnesses()), folder).failures()).isEmpty();
  }

  private static Mitigation untouched(List<Witness> witnesses) {
    Mitigation any = all().getFirst();
    return new Mitigation(
        any.threats(), any.loss(), any.source(), any.original(), any.original(), witnesses);
  }

  static List<Mitigation> all() {
    return MitigationTable.read();
  }

  /// The first ones, or those whose line has the text of `freehold.mitigations`, such as `T15`.
  static List<Mitigation> some() {
    String wanted = System.getProperty("freehold.mitigations", "");
    return wanted.isEmpty()
        ? all().subList(0, SHORT_RUN)
        : all().stream().filter(mitigation -> mitigation.toString().contains(wanted)).toList();
  }
}
