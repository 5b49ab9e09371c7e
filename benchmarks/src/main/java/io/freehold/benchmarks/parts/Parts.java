package io.freehold.benchmarks.parts;

import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Report;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the microbenchmarks, each in processes of its own, and reports their means.
public final class Parts {
  private static final List<Class<?>> ALL =
      List.of(
          HeaderVerification.class,
          PermitDecision.class,
          GrantDigest.class,
          StrictJsonReading.class,
          CanonicalJsonWriting.class,
          SchemaJudging.class,
          DataStore.class,
          LogAppending.class,
          FileEncryption.class);

  private Parts() {}

  public static List<String> names() {
    return ALL.stream().map(Class::getSimpleName).toList();
  }

  /// @param folder for those that write
  public static void run(Predicate<String> wanted, boolean isQuick, Path folder, Report report) {
    for (Class<?> part : ALL) {
      if (wanted.test(part.getSimpleName())) {
        report.say(part.getSimpleName() + ":");
        run(part, isQuick, folder, report);
      }
    }
  }

  private static void run(Class<?> part, boolean isQuick, Path folder, Report report) {
    var options =
        new OptionsBuilder()
            .include("^" + part.getName() + "\\.")
            .forks(isQuick ? 1 : 2)
            .warmupIterations(isQuick ? 2 : 3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(isQuick ? 2 : 5)
            .measurementTime(TimeValue.seconds(1))
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .jvmArgs(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-D" + Folder.PROPERTY + "=" + folder)
            .build();
    try {
      add(new Runner(options).run(), report);
    } catch (RunnerException e) {
      report.failed(part.getSimpleName(), e);
    }
  }

  private static void add(Collection<RunResult> results, Report report) {
    for (RunResult result : results) {
      String benchmark = result.getParams().getBenchmark();
      String name =
          benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
      String bytes = result.getParams().getParam("bytes");
      String size = bytes == null ? "" : ", %,d bytes".formatted(Integer.parseInt(bytes));
      double micros = result.getPrimaryResult().getScore();
      report.add(Figure.of(name, "mean" + size, micros, "µs"));
      if (bytes != null && name.startsWith(FileEncryption.class.getSimpleName())) {
        report.add(Figure.of(name, "pace" + size, Integer.parseInt(bytes) / micros, "MB/s"));
      }
    }
  }
}
