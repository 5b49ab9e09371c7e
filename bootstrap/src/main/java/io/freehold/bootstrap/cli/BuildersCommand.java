package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.port.Signer;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.BuilderKeyFile;
import io.freehold.bootstrap.client.ManifestBlock;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Registers builders with the gateway, and shows them.
@Command(
    name = "builders",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Registers applications that want to read, and shows them.")
final class BuildersCommand extends CommandGroup {
  private static final int CONFLICT = 409;

  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      description = {
        "Registers a builder with the gateway; makes its key when the key file does not exist yet.%n",
        "A key of your own is taken from a file that holds it in hexadecimal, 0x before it or not.%n"
      })
  int register(
      @Mixin ApiOptions api,
      @Option(
              names = "--app-url",
              paramLabel = "URL",
              required = true,
              description = "the origin of its application")
          String appUrl,
      @Option(
              names = {"--key", "--key-file"},
              paramLabel = "FILE",
              defaultValue = "builder.json",
              description = "the builder's key file (default: ${DEFAULT-VALUE})")
          Path keyFile) {
    Context context = api.context();
    BuilderKeyFile keyFiles = keyFiles(context);
    Signer key =
        java.nio.file.Files.exists(keyFile)
            ? keyFiles.read(keyFile)
            : keyFiles.make(keyFile, context.random());
    Answer answer = send(api, key, appUrl);
    return api.print(
        answer.status() == CONFLICT ? known(answer) : answer,
        (good, out) -> {
          out.println("builder " + key.address());
          out.println("id      " + good.json().path("builderId").asText());
          out.println("key     " + keyFile.toAbsolutePath() + " (keep it secret)");
        });
  }

  private static BuilderKeyFile keyFiles(Context context) {
    var config = context.config().load();
    return new BuilderKeyFile(ChainAdapter.of(config.gateway().domain(), config.limits()));
  }

  @Command(
      name = "manifest",
      mixinStandardHelpOptions = true,
      description = {
        "Prints a signed web app manifest; publish it on the application's address.%n",
        "Serve it there as /manifest.json, or name it in the page: <link rel=\"manifest\""
            + " href=\"...\">. Owners are asked only on behalf of applications that have one.%n"
      })
  int manifest(
      @Mixin ApiOptions api,
      @Option(
              names = "--app-url",
              paramLabel = "URL",
              required = true,
              description = "as it is registered, character for character")
          String appUrl,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "what people know it as (default: its host)")
          @Nullable String name,
      @Option(names = "--privacy-url", paramLabel = "URL") @Nullable String privacy,
      @Option(names = "--terms-url", paramLabel = "URL") @Nullable String terms,
      @Option(names = "--support-url", paramLabel = "URL") @Nullable String support,
      @Option(
              names = "--webhook-url",
              paramLabel = "URL",
              description = "where the outcome of sessions is told; sessions may name only this")
          @Nullable String webhook,
      @Option(names = "--block", description = "print the vana block alone") boolean blockOnly,
      @Option(
              names = {"--key", "--key-file"},
              paramLabel = "FILE",
              defaultValue = "builder.json",
              description = "the builder's key file (default: ${DEFAULT-VALUE})")
          Path keyFile) {
    Signer key = keyFiles(api.context()).read(keyFile);
    ManifestBlock block =
        new ManifestBlock(appUrl)
            .with("privacyPolicyUrl", Optional.ofNullable(privacy))
            .with("termsUrl", Optional.ofNullable(terms))
            .with("supportUrl", Optional.ofNullable(support))
            .with("webhookUrl", Optional.ofNullable(webhook));
    String text = Objects.requireNonNullElseGet(name, () -> URI.create(appUrl).getHost());
    api.out().println(blockOnly ? block.signedBy(key).toPrettyString() : block.manifest(text, key));
    api.out().flush();
    return CommandLine.ExitCode.OK;
  }

  private static Answer send(ApiOptions api, Signer key, String appUrl) {
    var registration =
        new BuilderRegistration(key.address(), key.address(), key.publicKey(), appUrl);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("ownerAddress", key.address().value());
    body.put("granteeAddress", key.address().value());
    body.put("publicKey", key.publicKey());
    body.put("appUrl", appUrl);
    return api.gateway(new Credential.Header("Web3Signed " + key.sign(registration).value()))
        .post("/v1/builders", body.toString());
  }

  /// Registered already is as good as registered.
  private static Answer known(Answer conflict) {
    return new Answer(200, conflict.body(), conflict.etag());
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows what the gateway knows about a builder.")
  int show(@Mixin ApiOptions api, @Parameters(index = "0", paramLabel = "ADDRESS") String address) {
    return api.print(
        api.gateway(new Credential.None()).get("/v1/builders/" + address),
        (good, out) -> {
          var data = good.json().path("data");
          out.println("builder " + data.path("granteeAddress").asText());
          out.println("id      " + data.path("id").asText());
          out.println("owner   " + data.path("ownerAddress").asText());
          out.println("app     " + data.path("appUrl").asText());
          out.println("since   " + data.path("addedAt").asText());
        });
  }
}
