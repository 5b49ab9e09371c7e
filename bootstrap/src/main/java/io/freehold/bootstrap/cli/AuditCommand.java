package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.domain.access.NotedLine;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
  /// A line is signed some time after it was written, which may be on the next day.
  private static final Duration SIGNED_WITHIN = Duration.ofHours(1);

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Follows the chain from the first line that is kept to the signed head.%n",
        "Keep what it prints with --json on another machine: with --since, a log that was written anew"
            + " since then is found out, even if the server's own key signed it."
      })
  int verify(
      @Mixin ApiOptions api,
      @Option(
              names = "--since",
              paramLabel = "FILE",
              description =
                  "what `audit verify --json` printed earlier: its line must still be there")
          @Nullable String since) {
    Optional<NotedHead> noted = Optional.ofNullable(since).map(AuditCommand::signedHeadIn);
    var answer =
        api.owner()
            .get("/v1/access-logs/verify" + noted.map(head -> "?noted=" + head.line()).orElse(""))
            .orRefuse();
    boolean holds =
        answer.json().path("valid").asBoolean()
            && noted.filter(head -> head.isGoneTooEarly(answer.json())).isEmpty();
    int printed = api.print(answer, (good, out) -> print(good.json(), holds, noted, out));
    return holds ? printed : CommandLine.ExitCode.SOFTWARE;
  }

  /// What was kept elsewhere.
  private record NotedHead(NotedLine line, Instant signedAt) {
    /// Whether it was forgotten although the days up to its time were not: so says only a
    /// checkpoint that was made up.
    boolean isGoneTooEarly(JsonNode report) {
      return report.path("noted").asText().equals("forgotten")
          && LocalDate.ofInstant(signedAt.minus(SIGNED_WITHIN), ZoneOffset.UTC)
              .isAfter(LocalDate.parse(report.path("checkpoint").path("through").asText()));
    }
  }

  private static NotedHead signedHeadIn(String file) {
    try {
      JsonNode head = JsonMapper.builder().build().readTree(Files.text(file)).path("signedHead");
      return new NotedHead(
          new NotedLine(head.path("sequence").asLong(), head.path("hash").asText()),
          Instant.parse(head.path("signedAt").asText()));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new Refusal(
          file + " has no signed head in it; make it with `freehold audit verify --json`", e);
    }
  }

  private static void print(
      JsonNode report, boolean holds, Optional<NotedHead> noted, PrintWriter out) {
    out.println(
        "%s: %d lines, %d under the signed head"
            .formatted(
                holds ? "the chain holds" : "the chain is BROKEN",
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
    noted.ifPresent(head -> printFate(report, head, out));
    report.path("breaks").forEach(line -> out.println("  " + line.asText()));
  }

  private static void printFate(JsonNode report, NotedHead head, PrintWriter out) {
    String line = "  line " + head.line().sequence();
    switch (report.path("noted").asText()) {
      case "kept" -> out.println(line + " is the one that was noted");
      case "forgotten" ->
          out.println(
              head.isGoneTooEarly(report)
                  ? line + ", noted, is gone before its day was to be forgotten"
                  : line + ", noted, was forgotten since with its day; it proves nothing any more");
      default -> {}
    }
  }
}
