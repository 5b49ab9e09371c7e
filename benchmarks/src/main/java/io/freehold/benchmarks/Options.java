package io.freehold.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What is asked for on the command line.
@Command(
    name = "bench",
    description =
        "Measures this server on this machine: its parts, and whole processes under load.",
    footer =
        "%nAll of it takes about half an hour; --quick about five minutes. Nothing else should run.")
final class Options {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "say this, and measure nothing")
  private boolean help;

  @Option(names = "--quick", description = "fewer and shorter measurements: orders of magnitude")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "one experiment, or one part; repeatable")
  private List<String> only = List.of();

  @Option(names = "--parts", description = "only the parts")
  private boolean parts;

  @Option(names = "--whole", description = "only whole servers")
  private boolean whole;

  @Option(names = "--json", paramLabel = "FILE", description = "write the figures there as well")
  private Optional<Path> json = Optional.empty();

  boolean wantsHelp() {
    return help;
  }

  boolean isQuick() {
    return quick;
  }

  boolean wantsParts() {
    return parts || !whole;
  }

  boolean wantsWhole() {
    return whole || !parts;
  }

  boolean wants(String name) {
    return only.isEmpty() || only.contains(name);
  }

  List<String> only() {
    return only;
  }

  Optional<Path> json() {
    return json;
  }
}
