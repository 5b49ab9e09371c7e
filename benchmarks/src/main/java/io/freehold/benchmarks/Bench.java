package io.freehold.benchmarks;

import io.freehold.benchmarks.parts.Parts;
import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.ProcessUsage;
import io.freehold.benchmarks.report.Machine;
import io.freehold.benchmarks.report.Report;
import io.freehold.benchmarks.whole.Bounds;
import io.freehold.benchmarks.whole.Experiment;
import io.freehold.benchmarks.whole.Experiments;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/// `freehold bench`: measures what is asked for and prints it beside the targets. The exit code
/// says whether everything could be measured, not whether it is fast.
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) {
    var options = new Options();
    var command = new CommandLine(options);
    try {
      command.parseArgs(arguments);
    } catch (CommandLine.ParameterException e) {
      command.getErr().println("freehold: " + e.getMessage());
      System.exit(CommandLine.ExitCode.USAGE);
    }
    if (options.wantsHelp()) {
      command.usage(System.out);
      return;
    }
    System.exit(run(options, new PrintWriter(System.out, true, StandardCharsets.UTF_8)));
  }

  private static int run(Options options, PrintWriter out) {
    List<String> unknown =
        options.only().stream().filter(name -> names().noneMatch(name::equals)).toList();
    if (!unknown.isEmpty()) {
      out.println("freehold: nothing is called " + unknown + "; there are " + names().toList());
      return CommandLine.ExitCode.USAGE;
    }
    Checkout checkout =
        new Checkout(Path.of(System.getProperty("freehold.root", "")).toAbsolutePath());
    var report = new Report(Machine.here(checkout.workFolder()), out);
    if (options.wantsWhole()) {
      whole(options, checkout, report);
    }
    if (options.wantsParts()) {
      Parts.run(options::wants, options.isQuick(), checkout.workFolder(), report);
    }
    report.printTable();
    options.json().ifPresent(report::writeJson);
    return report.hasFailures() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private static Stream<String> names() {
    return Stream.concat(Experiments.all().stream().map(Experiment::name), Parts.names().stream());
  }

  private static void whole(Options options, Checkout checkout, Report report) {
    if (!ProcessUsage.isKnown()) {
      report.failed(
          "whole servers",
          new IllegalStateException("this system has no /proc, where their use is read"));
      return;
    }
    Bounds bounds = options.isQuick() ? Bounds.QUICK : Bounds.FULL;
    for (Experiment experiment : Experiments.all()) {
      if (options.wants(experiment.name())) {
        report.say(experiment.name() + ":");
        attempt(experiment, checkout, bounds, report);
      }
    }
  }

  private static void attempt(
      Experiment experiment, Checkout checkout, Bounds bounds, Report report) {
    try {
      experiment.run(checkout, bounds, report);
    } catch (RuntimeException e) {
      report.failed(experiment.name(), e);
    }
  }
}
