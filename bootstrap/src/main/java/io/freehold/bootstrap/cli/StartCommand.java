package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Runs the server until it is told to stop.
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Starts the server; SIGTERM or Ctrl-C stops it when requests in flight are done.")
final class StartCommand implements Callable<Integer> {
  @ParentCommand private @Nullable FreeholdCommand parent;

  @Option(
      names = "--log",
      paramLabel = "text|json",
      description = "how events are printed (default: ${DEFAULT-VALUE})",
      defaultValue = "text")
  private ServerProcess.LogForm log = ServerProcess.LogForm.TEXT;

  @Option(
      names = "--profile",
      paramLabel = "standalone|vana",
      description =
          "standalone: every role of the protocol in this process (the default); vana: the personal"
              + " server alone, with the public gateway, relay and storage")
  private @Nullable String profile;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Context context = Objects.requireNonNull(parent).context();
    if (profile != null) {
      context = context.withProfile(profile);
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    return ServerProcess.run(context, log, out);
  }
}
