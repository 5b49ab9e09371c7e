package io.freehold.benchmarks.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.ProcessUsage;
import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Machine;
import io.freehold.benchmarks.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each experiment measures something of a packaged server, and leaves nothing behind. What it
/// measures is nobody's business here.
class ExperimentsIT {
  private static final Checkout CHECKOUT = Checkout.above(Path.of(""));

  @BeforeAll
  static void aServerIsPackagedAndTheSystemTellsWhatItUses() {
    boolean canBeTried = CHECKOUT.isPackaged() && ProcessUsage.isKnown();
    if (!canBeTried) {
      System.out.println("NOT TRIED: the load generator needs a packaged server and /proc");
    }
    assumeThat(canBeTried)
        .describedAs("the load generator needs a packaged server and /proc")
        .isTrue();
  }

  static Stream<Experiment> experiments() {
    return Experiments.all().stream();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void measures(Experiment experiment) throws IOException {
    var report =
        new Report(Machine.here(CHECKOUT.workFolder()), new PrintWriter(Writer.nullWriter()));

    experiment.run(CHECKOUT, Bounds.TINY, report);

    assertThat(report.figures()).isNotEmpty();
    assertThat(report.figures())
        .filteredOn(figure -> figure.unit().equals("/s"))
        .map(Figure::value)
        .allMatch(perSecond -> perSecond > 0);
    try (Stream<Path> left = Files.list(CHECKOUT.workFolder())) {
      assertThat(left).isEmpty();
    }
  }
}
