package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// This server's own registration.
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Registers this server with its owner's signature.")
final class ServerCommand extends CommandGroup {
  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      description = {
        "Registers the server under its present URL, so that the grants it signs count as the"
            + " owner's.%n",
        "With a wallet made by `freehold init`, its passphrase is asked for. With a wallet elsewhere:"
            + " --print shows what the wallet signs (eth_signTypedData_v4), --signature takes the"
            + " result.%n"
      })
  int register(
      @Mixin ApiOptions api,
      @Option(names = "--print", description = "print what the wallet is to sign") boolean print,
      @Option(names = "--signature", paramLabel = "0x...", description = "the wallet's signature")
          @Nullable String signature) {
    var shown = api.owner().get("/v1/server/registration").orRefuse().json();
    ServerRegistration registration = registration(shown.path("typedData").path("message"));
    Context context = api.context();
    var config = context.config().load();
    var chain = ChainAdapter.of(config.gateway().domain(), config.limits());
    if (print) {
      api.out().println(chain.walletJson(registration));
      api.out().flush();
      return CommandLine.ExitCode.OK;
    }
    String signed =
        signature == null ? signedHere(chain, config.home(), registration, context) : signature;
    return api.print(
        api.owner()
            .post(
                "/v1/server/registration",
                JsonNodeFactory.instance.objectNode().put("signature", signed).toString()),
        (_, out) ->
            out.println(
                "registered %s at %s".formatted(registration.server(), registration.serverUrl())));
  }

  private static ServerRegistration registration(JsonNode shown) {
    return new ServerRegistration(
        new Address(shown.path("ownerAddress").asText()),
        new Address(shown.path("serverAddress").asText()),
        shown.path("publicKey").asText(),
        shown.path("serverUrl").asText());
  }

  static Path keystore(Path home) {
    return home.resolve("owner").resolve("keystore.json");
  }

  static String signedHere(
      ChainAdapter chain, Path home, ServerRegistration registration, Context context) {
    Path keystore = keystore(home);
    if (!java.nio.file.Files.exists(keystore)) {
      throw new Refusal(
          "the owner's wallet is not on this machine: let it sign what --print shows, then say"
              + " --signature 0x...");
    }
    Secret passphrase =
        Optional.of("FREEHOLD_PASSPHRASE")
            .flatMap(context.config()::environment)
            .map(Secret::new)
            .orElseGet(() -> Passphrases.ask(false));
    return chain
        .signer(chain.decryptKey(Files.text(keystore.toString()), passphrase))
        .sign(registration)
        .value();
  }
}
