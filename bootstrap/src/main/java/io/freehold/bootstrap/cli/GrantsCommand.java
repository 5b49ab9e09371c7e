package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The verbs on grants.
@Command(
    name = "grants",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Decides which builder may read which scope for how long.")
final class GrantsCommand extends CommandGroup {
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {
        "Grants a registered builder to read scopes.%n",
        "A scope covers itself; `instagram.*` covers what is below, later scopes too; `*` covers all.%n"
      })
  int create(
      @Mixin ApiOptions api,
      @Option(names = "--to", paramLabel = "ADDRESS", required = true, description = "the builder")
          String grantee,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              required = true,
              split = ",",
              description = "may be given several times")
          List<String> scopes,
      @Option(
              names = "--expires",
              paramLabel = "WHEN",
              defaultValue = "never",
              description = "30d, 12h, 2027-01-01T00:00:00Z, or never (the default)")
          String expires) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("granteeAddress", grantee);
    scopes.forEach(body.putArray("scopes")::add);
    body.put("expiresAt", Expires.at(expires, api.context().clock().instant()));
    return api.print(
        api.owner().post("/v1/grants", body.toString()),
        (good, out) -> {
          out.println("grant " + good.json().path("grantId").asText());
          good.json().path("warnings").forEach(w -> out.println("note: " + w.asText()));
        });
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all grants.")
  int list(@Mixin ApiOptions api) {
    return api.print(
        api.owner().get("/v1/grants"),
        (good, out) -> {
          var table = new Table("GRANT", "BUILDER", "SCOPES", "EXPIRES", "STATE");
          for (JsonNode grant : good.json().path("grants")) {
            table.row(
                grant.path("grantId").asText(),
                grant.path("granteeAddress").asText(),
                texts(grant.path("scopes")),
                grant.path("expiresAt").asLong() == 0
                    ? "never"
                    : Instant.ofEpochSecond(grant.path("expiresAt").asLong()),
                grant.path("state").asText());
          }
          table.print(out);
        });
  }

  private static String texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(","));
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends a grant; nothing more is read under it once this returns.")
  int revoke(@Mixin ApiOptions api, @Parameters(index = "0", paramLabel = "GRANT") String id) {
    return api.print(
        api.owner().delete("/v1/grants/" + id), (_, out) -> out.println("revoked " + id));
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Says whether a signed grant was signed by its grantor, and by whom.")
  int verify(
      @Mixin ApiOptions api,
      @Parameters(
              index = "0",
              paramLabel = "FILE",
              defaultValue = "-",
              description = "the body of POST /v1/grants/verify, or - for standard input")
          String file) {
    var answer = api.stranger().post("/v1/grants/verify", Files.bytes(file, System.in)).orRefuse();
    boolean isValid = answer.json().path("valid").asBoolean();
    int printed =
        api.print(
            answer,
            (good, out) ->
                out.println(
                    isValid
                        ? "valid, signed by " + good.json().path("signer").asText()
                        : "not valid: " + good.json().path("error").asText()));
    return isValid ? printed : CommandLine.ExitCode.SOFTWARE;
  }
}
