package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The owner's bearer tokens.
@Command(
    name = "tokens",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes, lists and revokes owner tokens.")
final class TokensCommand extends CommandGroup {
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a token and prints it once.")
  int create(
      @Mixin ApiOptions api,
      @Parameters(index = "0", paramLabel = "NAME", description = "your own word for it")
          String name,
      @Option(names = "--days", paramLabel = "DAYS", description = "how long it is good")
          @Nullable Integer days) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("name", name);
    if (days != null) {
      body.put(
          "expiresAt",
          api.context().clock().instant().plus(java.time.Duration.ofDays(days)).getEpochSecond());
    }
    return api.print(
        api.owner().post("/v1/tokens", body.toString()),
        (good, out) -> out.println(good.json().path("token").asText()));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tokens.")
  int list(@Mixin ApiOptions api) {
    return api.print(
        api.owner().get("/v1/tokens"),
        (good, out) -> {
          var table = new Table("ID", "NAME", "CREATED", "EXPIRES", "REVOKED");
          for (JsonNode token : good.json().path("tokens")) {
            table.row(
                token.path("id").asText(),
                token.path("name").asText(),
                token.path("createdAt").asText(),
                token.path("expiresAt").isNull() ? "never" : token.path("expiresAt").asText(),
                token.path("revokedAt").isNull() ? "-" : token.path("revokedAt").asText());
          }
          table.print(out);
        });
  }

  @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Ends a token.")
  int revoke(@Mixin ApiOptions api, @Parameters(index = "0", paramLabel = "ID") String id) {
    return api.print(
        api.owner().delete("/v1/tokens/" + id), (_, out) -> out.println("revoked " + id));
  }
}
