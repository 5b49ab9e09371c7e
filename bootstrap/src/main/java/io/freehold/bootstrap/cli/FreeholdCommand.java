package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.Version;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
    })
public final class FreeholdCommand implements Runnable {
  private static final Map<String, Supplier<Object>> COMMANDS = commands();

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private final Context context;

  @SuppressWarnings("NullAway.Init") // picocli sets `spec`
  private FreeholdCommand(Context context) {
    this.context = context;
  }

  /// Runs one command and returns its exit code.
  public static int run(Context context, String... arguments) {
    return PlainStart.logForm(arguments)
        .map(log -> PlainStart.run(context, log))
        .orElseGet(() -> commandLine(context, arguments).execute(arguments));
  }

  /// Only the command that is named is set up, because setting up all takes longer than a server
  /// takes to start; without a name that is known, all are, for help and for suggestions.
  static CommandLine commandLine(Context context, String... arguments) {
    var root = new CommandLine(new FreeholdCommand(context));
    Optional<String> named = Arrays.stream(arguments).findFirst().filter(COMMANDS::containsKey);
    COMMANDS.forEach((name, command) -> {
      if (named.isEmpty() || named.get().equals(name)) {
        root.addSubcommand(name, command.get());
      }
    });
    return root.setExecutionExceptionHandler(FreeholdCommand::explain)
        .setParameterExceptionHandler(FreeholdCommand::usage)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static Map<String, Supplier<Object>> commands() {
    var commands = new LinkedHashMap<String, Supplier<Object>>();
    commands.put("tour", () -> new TourCommand());
    commands.put("init", () -> new InitCommand());
    commands.put("start", () -> new StartCommand());
    commands.put("status", () -> new StatusCommand());
    commands.put("doctor", () -> new DoctorCommand());
    commands.put("data", () -> new DataCommand());
    commands.put("connect", () -> new ConnectCommand());
    commands.put("relay", () -> new RelayCommand());
    commands.put("grants", () -> new GrantsCommand());
    commands.put("builders", () -> new BuildersCommand());
    commands.put("schemas", () -> new SchemasCommand());
    commands.put("logs", () -> new LogsCommand());
    commands.put("audit", () -> new AuditCommand());
    commands.put("tokens", () -> new TokensCommand());
    commands.put("server", () -> new ServerCommand());
    commands.put("backup", () -> new BackupCommand());
    commands.put("restore", () -> new RestoreCommand());
    commands.put("export", () -> new ExportCommand());
    commands.put("import", () -> new ImportCommand());
    commands.put("sync", () -> new SyncCommand());
    commands.put("storage", () -> new StorageCommand());
    commands.put("key", () -> new KeyCommand());
    commands.put("fsck", () -> new FsckCommand());
    commands.put("repair", () -> new RepairCommand());
    commands.put("reindex", () -> new ReindexCommand());
    return commands;
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
    PrintWriter err = command.getErr();
    err.println("freehold: " + Explanation.of(thrown).orElseThrow(() -> thrown));
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static int usage(CommandLine.ParameterException thrown, String[] arguments) {
    CommandLine command = thrown.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("freehold: " + thrown.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(thrown, err)) {
      if (Arrays.stream(arguments).anyMatch(argument -> argument.matches("-[^-].+"))) {
        err.println(
            "A value that begins with - comes after --, as in: freehold connect show -- -7Xq");
      }
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
