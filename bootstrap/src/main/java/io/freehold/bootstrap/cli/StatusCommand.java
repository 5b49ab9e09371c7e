package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What runs.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Says whether the server runs, whose it is and whether it is ready.")
@SuppressWarnings("NullAway.Init") // picocli sets `api`
final class StatusCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Override
  public Integer call() {
    var health = api.stranger().get("/health").orRefuse();
    JsonNode ready = api.stranger().get("/ready").json();
    boolean isReady = ready.path("status").asText().equals("ready");
    int printed =
        api.print(
            health,
            (good, out) -> {
              JsonNode shown = good.json();
              out.println("server   " + api.stranger().origin());
              out.println("version  " + shown.path("version").asText());
              out.println("up       " + shown.path("uptime").asText() + " s");
              out.println("owner    " + shown.path("owner").asText("nobody yet"));
              out.println("key      " + shown.path("identity").path("address").asText());
              out.println("ready    " + (isReady ? "yes" : "no"));
              ready.path("reasons").forEach(reason -> out.println("  " + reason.asText()));
            });
    return isReady ? printed : CommandLine.ExitCode.SOFTWARE;
  }
}
