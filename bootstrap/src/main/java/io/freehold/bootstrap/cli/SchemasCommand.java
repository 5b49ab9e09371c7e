package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Registers and lists the shapes of payloads.
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Registers the shape a scope's data must have, and lists the registered ones.")
final class SchemasCommand extends CommandGroup {
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Registers a JSON Schema for a scope; the newest one counts.")
  int add(
      @Mixin ApiOptions api,
      @Parameters(index = "0", paramLabel = "SCOPE") String scope,
      @Parameters(index = "1", paramLabel = "FILE", description = "a JSON Schema") String file,
      @Option(names = "--name", paramLabel = "NAME", description = "what people call it")
          @Nullable String name) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("scope", scope);
    body.put("name", name == null ? scope : name);
    body.put("definition", Files.text(file));
    return api.print(
        api.owner().post("/v1/schemas", body.toString()),
        (good, out) ->
            out.println(
                "schema %s for %s"
                    .formatted(
                        good.json().path("schemaId").asText(),
                        good.json().path("scope").asText())));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the schemas.")
  int list(@Mixin ApiOptions api) {
    return api.print(
        api.owner().get("/v1/schemas?limit=1000"),
        (good, out) -> {
          var table = new Table("SCOPE", "NAME", "SCHEMA");
          for (JsonNode schema : good.json().path("schemas")) {
            table.row(
                schema.path("scope").asText(),
                schema.path("name").asText(),
                schema.path("schemaId").asText());
          }
          table.print(out);
        });
  }
}
