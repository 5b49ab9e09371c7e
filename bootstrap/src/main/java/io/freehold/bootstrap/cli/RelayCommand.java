package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The session relay, for whoever operates it.
@Command(
    name = "relay",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = RelayCommand.Webhooks.class,
    description = "Looks after the session relay of a server that runs.")
final class RelayCommand extends CommandGroup {
  /// What builders are to be told at their webhooks.
  @Command(
      name = "webhooks",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      description = "Shows what builders are to be told, and tells it again.")
  static final class Webhooks extends CommandGroup {
    @Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists what is on its way and what nobody tries any more.")
    int list(
        @Mixin ApiOptions api,
        @Option(names = "--dead", description = "only what nobody tries any more")
            boolean deadOnly) {
      return api.print(
          api.owner().get("/v1/relay/webhooks?dead=" + deadOnly),
          (good, out) -> {
            var table = new Table("ID", "EVENT", "TRIES", "STATE", "WEBHOOK", "LAST FAILURE");
            for (JsonNode event : good.json().path("webhooks")) {
              table.row(
                  event.path("id").asText(),
                  event.path("type").asText(),
                  event.path("tries").asText(),
                  event.path("dead").asBoolean() ? "dead" : event.path("nextAt").asText(),
                  event.path("url").asText(),
                  event.path("failure").asText("-"));
            }
            table.print(out);
          });
    }

    @Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Tells again what nobody tried any more.")
    int replay(
        @Mixin ApiOptions api,
        @Parameters(index = "0", paramLabel = "ID", arity = "0..1") @Nullable String id,
        @Option(names = "--all", description = "all of them") boolean all) {
      if (all == (id != null)) {
        throw new CommandLine.ParameterException(commandLine(), "name one event, or --all");
      }
      String path = all ? "/v1/relay/webhooks/replay" : "/v1/relay/webhooks/" + id + "/replay";
      return api.print(
          api.owner().post(path, "{}"),
          (good, out) -> out.println("replayed " + good.json().path("replayed").asInt()));
    }
  }
}
