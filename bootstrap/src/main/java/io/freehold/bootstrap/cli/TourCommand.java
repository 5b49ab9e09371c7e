package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.TemporaryHome;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.bootstrap.tour.Tour;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  /// The builder's page is on this machine.
  private static final Map<String, String> LOCAL = Map.of("FREEHOLD_EGRESS_ALLOW_LOOPBACK", "true");

  /// Copies go to the storage role of the server itself, and are looked for every second.
  private static final Map<String, String> COPIES =
      Map.of(
          "FREEHOLD_STORAGE_BACKEND",
          "vana",
          "FREEHOLD_SYNC_INTERVAL_SECONDS",
          "1",
          "FREEHOLD_EGRESS_ALLOW_LOOPBACK",
          "true");

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
    try (var home = new TemporaryHome();
        var second = new TemporaryHome()) {
      ServerConfig config = home.settings(quiet ? LOCAL : COPIES).load();
      int steps =
          new Tour(context, config, out)
              .walk(
                  () -> opened(context, config),
                  quiet
                      ? Optional.empty()
                      : Optional.of(first -> opened(context, secondOf(first, second))));
      out.println();
      out.println(
          "%d steps as expected. Your own server: `freehold init`, then `freehold start`."
              .formatted(steps));
      out.flush();
      return CommandLine.ExitCode.OK;
    }
  }

  private static PersonalServer opened(Context context, ServerConfig config) {
    return ServerProcess.opened(context, config, new PrintWriter(Writer.nullWriter()));
  }

  /// A server that has the first one's gateway and storage, and nothing else.
  private static ServerConfig secondOf(PersonalServer first, TemporaryHome home) {
    var settings = new HashMap<>(COPIES);
    settings.put("FREEHOLD_GATEWAY_MODE", "remote");
    settings.put("FREEHOLD_GATEWAY_URL", first.origin("gateway").value());
    settings.put("FREEHOLD_STORAGE_CONFIG_VANA_URL", first.origin("storage").value());
    settings.put("FREEHOLD_BLOBS_ENABLED", "false");
    return home.settings(settings).load();
  }
}
