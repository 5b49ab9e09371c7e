package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.BuilderKeyFile;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.client.RequestSigner;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The verbs on data.
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Puts data in, gets it out, lists and deletes it.")
final class DataCommand extends CommandGroup {
  @Command(
      name = "put",
      mixinStandardHelpOptions = true,
      description = "Takes a JSON document in as a new version of a scope.")
  int put(
      @Mixin ApiOptions api,
      @Parameters(index = "0", paramLabel = "SCOPE") String scope,
      @Parameters(
              index = "1",
              paramLabel = "FILE",
              defaultValue = "-",
              description = "a JSON file, or - for standard input (the default)")
          String file,
      @Option(names = "--idempotency-key", paramLabel = "KEY") @Nullable String key) {
    Answer answer =
        api.owner()
            .send(
                "POST",
                "/v1/data/" + scope,
                Files.bytes(file, System.in),
                key == null ? Map.of() : Map.of("Idempotency-Key", key));
    return api.print(
        answer,
        (good, out) -> {
          out.println(
              "%s  %s  %s"
                  .formatted(
                      good.json().path("scope").asText(),
                      good.json().path("collectedAt").asText(),
                      good.json().path("status").asText()));
          good.json()
              .path("warnings")
              .forEach(warning ->
                  out.println(
                      "warning: %s %s"
                          .formatted(
                              warning.path("pointer").asText(),
                              warning.path("message").asText(warning.asText()))));
        });
  }

  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description = "Prints a version of a scope exactly as it is stored; the newest by default.")
  int get(
      @Mixin ApiOptions api,
      @Parameters(index = "0", paramLabel = "SCOPE") String scope,
      @Option(names = "--at", paramLabel = "TIME", description = "the newest version at that time")
          @Nullable String at,
      @Option(names = "--file-id", paramLabel = "ID", description = "the version registered as ID")
          @Nullable String fileId,
      @Option(names = "--key", paramLabel = "FILE", description = "read as the builder of this key")
          @Nullable String keyFile,
      @Option(names = "--grant", paramLabel = "ID", description = "the builder's grant")
          @Nullable String grant,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FILE",
              description = "write to a file")
          @Nullable String output) {
    Answer answer = reader(api, keyFile, grant).get(target(scope, at, fileId)).orRefuse();
    if (output != null) {
      Files.write(output, answer.body());
      return CommandLine.ExitCode.OK;
    }
    return printBytes(answer.body());
  }

  private static ApiClient reader(
      ApiOptions api, @Nullable String keyFile, @Nullable String grant) {
    if (keyFile == null) {
      return api.owner();
    }
    Context context = api.context();
    var chain =
        ChainAdapter.of(
            context.config().load().gateway().domain(), context.config().load().limits());
    var signer =
        new RequestSigner(new BuilderKeyFile(chain).read(Path.of(keyFile)), context.clock());
    return api.stranger()
        .as(new Credential.Signed(grant == null ? signer : signer.withGrant(grant)));
  }

  private static String target(String scope, @Nullable String at, @Nullable String fileId) {
    List<String> query = new ArrayList<>();
    if (at != null) {
      query.add("at=" + encoded(at));
    }
    if (fileId != null) {
      query.add("fileId=" + encoded(fileId));
    }
    return "/v1/data/" + scope + (query.isEmpty() ? "" : "?" + String.join("&", query));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Bytes go out as bytes: a print writer would encode them anew.
  private static int printBytes(byte[] bytes) {
    try (OutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
      out.write(bytes);
      if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
        out.write('\n');
      }
      return CommandLine.ExitCode.OK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the scopes that have data.")
  int list(
      @Mixin ApiOptions api,
      @Option(names = "--prefix", paramLabel = "TEXT", defaultValue = "") String prefix,
      @Option(names = "--limit", defaultValue = "100") int limit,
      @Option(names = "--offset", defaultValue = "0") int offset) {
    return api.print(
        api.owner()
            .get(
                "/v1/data?scopePrefix=%s&limit=%d&offset=%d"
                    .formatted(encoded(prefix), limit, offset)),
        (good, out) -> {
          var table = new Table("SCOPE", "LATEST", "VERSIONS", "BYTES");
          for (JsonNode item : good.json().path("scopes")) {
            table.row(
                item.path("scope").asText(),
                item.path("latestCollectedAt").asText(),
                item.path("versionCount").asText(),
                item.path("sizeBytes").asText());
          }
          table.print(out);
          more(out, good, table);
        });
  }

  @Command(
      name = "versions",
      mixinStandardHelpOptions = true,
      description = "Lists the versions of a scope, newest first.")
  int versions(
      @Mixin ApiOptions api,
      @Parameters(index = "0", paramLabel = "SCOPE") String scope,
      @Option(names = "--limit", defaultValue = "100") int limit,
      @Option(names = "--offset", defaultValue = "0") int offset) {
    return api.print(
        api.owner().get("/v1/data/%s/versions?limit=%d&offset=%d".formatted(scope, limit, offset)),
        (good, out) -> {
          var table = new Table("COLLECTED AT", "BYTES", "FILE ID");
          for (JsonNode item : good.json().path("versions")) {
            table.row(
                item.path("collectedAt").asText(),
                item.path("sizeBytes").asText(),
                item.path("fileId").isNull() ? "-" : item.path("fileId").asText("-"));
          }
          table.print(out);
          more(out, good, table);
        });
  }

  private static void more(java.io.PrintWriter out, Answer answer, Table table) {
    long total = answer.json().path("total").asLong();
    long shown = answer.json().path("offset").asLong() + table.size();
    if (shown < total) {
      out.println("... %d of %d; see --offset and --limit".formatted(table.size(), total));
    }
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Deletes every version of exactly one scope.")
  int delete(
      @Mixin ApiOptions api,
      @Parameters(index = "0", paramLabel = "SCOPE") String scope,
      @Option(names = "--yes", description = "do not ask") boolean yes) {
    if (!yes && !Confirmation.of("Delete every version of " + scope + "?")) {
      throw new Refusal("nothing was deleted");
    }
    return api.print(
        api.owner().delete("/v1/data/" + scope), (_, out) -> out.println("deleted " + scope));
  }
}
