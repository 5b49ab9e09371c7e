package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.TemporaryHome;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.bootstrap.tour.Tour;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Shows the main job on a server of its own.
@Command(
    name = "tour",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a server in a temporary home on free ports and walks through the main job.%n",
      "Nothing of yours is touched; everything is gone afterwards.%n"
    })
final class TourCommand implements Callable<Integer> {
  @ParentCommand private @Nullable FreeholdCommand parent;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(names = "--quiet", description = "print nothing; the exit code tells")
  private boolean quiet;

  @Override
  public Integer call() {
    Context context = Objects.requireNonNull(parent).context();
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    var out = quiet ? new PrintWriter(Writer.nullWriter()) : command.getOut();
    Logging.use(ServerProcess.LogForm.TEXT, "warn");
    try (var home = new TemporaryHome()) {
      ServerConfig config = home.settings().load();
      int steps =
          new Tour(context, config, out)
              .walk(() ->
                  ServerProcess.opened(context, config, new PrintWriter(Writer.nullWriter())));
      out.println();
      out.println(
          "%d steps as expected. Your own server: `freehold init`, then `freehold start`."
              .formatted(steps));
      out.flush();
      return CommandLine.ExitCode.OK;
    }
  }
}
