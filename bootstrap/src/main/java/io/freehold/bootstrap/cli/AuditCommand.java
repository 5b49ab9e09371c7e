package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Checks the record of every access.
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks that no line of the access log is missing or edited.")
final class AuditCommand extends CommandGroup {
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Follows the chain from the first line that is kept to the signed head.")
  int verify(@Mixin ApiOptions api) {
    var answer = api.owner().get("/v1/access-logs/verify").orRefuse();
    boolean holds = answer.json().path("valid").asBoolean();
    int printed =
        api.print(
            answer,
            (good, out) -> {
              out.println(
                  "%s: %d lines, %d under the signed head"
                      .formatted(
                          holds ? "the chain holds" : "the chain is BROKEN",
                          good.json().path("lines").asLong(),
                          good.json().path("signedLines").asLong()));
              JsonNode checkpoint = good.json().path("checkpoint");
              if (checkpoint.isObject()) {
                out.println(
                    "  begins after line %d: days up to %s were forgotten on %s (accessLog.keptDays)"
                        .formatted(
                            checkpoint.path("sequence").asLong(),
                            checkpoint.path("through").asText(),
                            checkpoint.path("madeAt").asText()));
              }
              good.json().path("breaks").forEach(line -> out.println("  " + line.asText()));
            });
    return holds ? printed : CommandLine.ExitCode.SOFTWARE;
  }
}
