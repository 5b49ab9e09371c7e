package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.bootstrap.client.Refusal;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The owner's rules by which requests are approved without asking.
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Says which application may have what without asking you each time.")
final class ConnectRulesCommand extends CommandGroup {
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a rule: what this builder asks for within these scopes is allowed without asking.%n",
        "It does not apply once the application publishes something else than when you last agreed.%n"
      })
  int add(
      @Mixin ApiOptions api,
      @Option(names = "--to", paramLabel = "ADDRESS", required = true, description = "the builder")
          String builder,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              required = true,
              split = ",",
              description = "may be given several times")
          List<String> scopes,
      @Option(
              names = "--grants-for",
              paramLabel = "SPAN",
              defaultValue = "30d",
              description = "how long each grant holds: 30d (the default), 12h, ever")
          String grantsFor,
      @Option(
              names = "--until",
              paramLabel = "WHEN",
              defaultValue = "90d",
              description = "when the rule ends: " + Expires.DESCRIPTION + " (default: 90d)")
          String until,
      @Option(
              names = "--uses",
              paramLabel = "COUNT",
              defaultValue = "10",
              description = "how often it may agree (default: ${DEFAULT-VALUE})")
          int uses) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("builder", builder);
    scopes.forEach(body.putArray("scopes")::add);
    body.put("grantSeconds", Expires.span(grantsFor));
    body.put("validUntil", Expires.at(until, api.context().clock().instant()));
    body.put("uses", uses);
    return api.print(
        api.owner().post("/v1/connect/rules", body.toString()),
        (good, out) -> {
          out.println("rule " + good.json().path("id").asText());
          if (scopes.stream().anyMatch(scope -> scope.endsWith("*"))) {
            out.println("note: it also covers scopes that come later");
          }
        });
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the rules.")
  int list(@Mixin ApiOptions api) {
    return api.print(
        api.owner().get("/v1/connect/rules"),
        (good, out) -> {
          var table = new Table("RULE", "BUILDER", "SCOPES", "USES LEFT", "UNTIL", "STATE");
          for (JsonNode rule : good.json().path("rules")) {
            long until = rule.path("validUntil").asLong();
            table.row(
                rule.path("id").asText(),
                rule.path("builder").asText(),
                ConnectCommand.texts(rule.path("scopes")),
                rule.path("usesLeft").asText(),
                until == 0 ? "never" : Instant.ofEpochSecond(until),
                rule.path("active").asBoolean() ? "active" : "over");
          }
          table.print(out);
        });
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends a rule. Grants it made stay until they end or are revoked.")
  int revoke(@Mixin ApiOptions api, @Parameters(index = "0", paramLabel = "RULE") String id) {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new Refusal("this is not the id of a rule: " + PlainText.of(id));
    }
    return api.print(
        api.owner().delete("/v1/connect/rules/" + id), (_, out) -> out.println("revoked " + id));
  }
}
