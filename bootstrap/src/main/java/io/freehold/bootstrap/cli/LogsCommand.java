package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows who asked for what.
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows who asked for what and what became of it, newest first.")
@SuppressWarnings("NullAway.Init") // picocli sets `api`
final class LogsCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Option(names = "--limit", defaultValue = "50")
  private int limit;

  @Option(names = "--offset", defaultValue = "0")
  private int offset;

  @Override
  public Integer call() {
    return api.print(
        api.owner().get("/v1/access-logs?limit=%d&offset=%d".formatted(limit, offset)),
        (good, out) -> {
          var table = new Table("TIME", "WHO", "ACTION", "SCOPE", "STATUS", "OUTCOME", "FROM");
          for (JsonNode line : good.json().path("logs")) {
            table.row(
                line.path("timestamp").asText(),
                line.path("grantId").asText().equals("owner")
                    ? "owner"
                    : line.path("actor").asText(),
                line.path("action").asText(),
                line.path("scope").asText("-"),
                line.path("status").asText(),
                line.path("outcome").asText(),
                line.path("ipAddress").asText());
          }
          table.print(out);
          out.println("%d lines in all".formatted(good.json().path("total").asLong()));
        });
  }
}
