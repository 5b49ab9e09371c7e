package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.domain.access.NotedLine;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      description = {
        "Follows the chain from the first line that is kept to the signed head.%n",
        "Keep what it prints with --json on another machine: with --since, a log that was written anew",
        "since then is found out, even if the server's own key signed it."
      })
  int verify(
      @Mixin ApiOptions api,
      @Option(
              names = "--since",
              paramLabel = "FILE",
              description =
                  "what `audit verify --json` printed earlier: its line must still be there")
          @Nullable String since) {
    Optional<NotedLine> noted = Optional.ofNullable(since).map(AuditCommand::signedHeadIn);
    var answer =
        api.owner()
            .get("/v1/access-logs/verify" + noted.map(line -> "?noted=" + line).orElse(""))
            .orRefuse();
    int printed = api.print(answer, (good, out) -> print(good.json(), noted, out));
    return answer.json().path("valid").asBoolean() ? printed : CommandLine.ExitCode.SOFTWARE;
  }

  private static NotedLine signedHeadIn(String file) {
    try {
      JsonNode head = JsonMapper.builder().build().readTree(Files.text(file)).path("signedHead");
      return new NotedLine(head.path("sequence").asLong(), head.path("hash").asText());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new Refusal(
          file + " has no signed head in it; make it with `freehold audit verify --json`", e);
    }
  }

  private static void print(JsonNode report, Optional<NotedLine> noted, PrintWriter out) {
    out.println(
        "%s: %d lines, %d under the signed head"
            .formatted(
                report.path("valid").asBoolean() ? "the chain holds" : "the chain is BROKEN",
                report.path("lines").asLong(),
                report.path("signedLines").asLong()));
    JsonNode checkpoint = report.path("checkpoint");
    if (checkpoint.isObject()) {
      out.println(
          "  begins after line %d: days up to %s were forgotten on %s (accessLog.keptDays)"
              .formatted(
                  checkpoint.path("sequence").asLong(),
                  checkpoint.path("through").asText(),
                  checkpoint.path("madeAt").asText()));
    }
    noted.ifPresent(line -> {
      switch (report.path("noted").asText()) {
        case "kept" -> out.println("  line " + line.sequence() + " is the one that was noted");
        case "forgotten" ->
            out.println("  line " + line.sequence() + ", noted, was forgotten since");
        default -> {}
      }
    });
    report.path("breaks").forEach(line -> out.println("  " + line.asText()));
  }
}
