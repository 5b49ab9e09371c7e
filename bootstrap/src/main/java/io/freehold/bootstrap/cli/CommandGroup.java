package io.freehold.bootstrap.cli;

import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that does nothing by itself: one of those below it has to be named.
abstract class CommandGroup implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    String verbs = String.join(", ", new TreeSet<>(commandLine().getSubcommands().keySet()));
    throw new ParameterException(commandLine(), "name one of: " + verbs);
  }

  CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
