package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.Version;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.InvalidSettings;
import io.freehold.domain.ProblemException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/// The command line's table of contents.
@Command(
    name = "freehold",
    mixinStandardHelpOptions = true,
    versionProvider = FreeholdCommand.Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Your data at home: who may read it, and the record of every read.%n",
      "New here? `freehold tour` shows the whole thing in a few seconds; `freehold init` and"
          + " `freehold start` are for real.%n"
    },
    footer = {
      "%nSettings: server.json in the home folder, or the environment (server.port is"
          + " FREEHOLD_SERVER_PORT).",
      "FREEHOLD_HOME names the home folder (~/.vana), FREEHOLD_URL the server commands talk to,"
          + " FREEHOLD_TOKEN the owner token they use.",
      "Exit codes: 0 done, 1 refused or failed, 2 wrong usage."
    },
    subcommands = {
      TourCommand.class,
      InitCommand.class,
      StartCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      DataCommand.class,
      GrantsCommand.class,
      BuildersCommand.class,
      SchemasCommand.class,
      LogsCommand.class,
      AuditCommand.class,
      TokensCommand.class,
      ServerCommand.class,
      ReindexCommand.class
    })
public final class FreeholdCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private final Context context;

  @SuppressWarnings("NullAway.Init") // picocli sets `spec`
  private FreeholdCommand(Context context) {
    this.context = context;
  }

  /// Runs one command and returns its exit code.
  public static int run(Context context, String... arguments) {
    return commandLine(context).execute(arguments);
  }

  static CommandLine commandLine(Context context) {
    return new CommandLine(new FreeholdCommand(context))
        .setExecutionExceptionHandler(FreeholdCommand::explain)
        .setParameterExceptionHandler(FreeholdCommand::usage)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  Context context() {
    return context;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// What is expected to fail is said in a sentence; everything else is a bug and shows its stack
  /// trace.
  private static int explain(Exception thrown, CommandLine command, ParseResult parsed)
      throws Exception {
    String message =
        switch (thrown) {
          case Refusal refusal -> refusal.getMessage();
          case InvalidSettings invalid -> invalid.getMessage();
          case ProblemException e -> ProblemWords.of(e.problem());
          case IllegalArgumentException e -> e.getMessage();
          default -> throw thrown;
        };
    PrintWriter err = command.getErr();
    err.println("freehold: " + message);
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static int usage(CommandLine.ParameterException thrown, String[] arguments) {
    CommandLine command = thrown.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("freehold: " + thrown.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(thrown, err)) {
      err.println("Try `" + command.getCommandSpec().qualifiedName() + " --help`.");
    }
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  /// Reads the version from the jar.
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"freehold " + Version.text()};
    }
  }
}
