package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.PersonalServer;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Rebuilds the index of a stopped server.
@Command(
    name = "reindex",
    mixinStandardHelpOptions = true,
    description = "Rebuilds the index from the data files; the server must be stopped.")
final class ReindexCommand implements Callable<Integer> {
  @ParentCommand private @Nullable FreeholdCommand parent;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Context context = Objects.requireNonNull(parent).context();
    try (var server =
        PersonalServer.open(context.config().load(), context.clock(), context.random())) {
      var out = Objects.requireNonNull(spec).commandLine().getOut();
      out.println("indexed " + server.reindex() + " data files");
      out.flush();
    }
    return CommandLine.ExitCode.OK;
  }
}
