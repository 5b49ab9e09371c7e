package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.OwnerSetup;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Secret;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Gives a server its owner without a browser.
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Creates the home and gives the server its owner; prints an owner token once.%n",
      "Without options a new wallet is made and kept in a key store file that your passphrase opens"
          + " (FREEHOLD_PASSPHRASE, or asked for). With --keystore your own wallet is taken. With"
          + " VANA_MASTER_KEY_SIGNATURE set, the wallet that signed it owns this server, and stays"
          + " outside of it.%n"
    })
final class InitCommand implements Callable<Integer> {
  private static final int PASSPHRASE_CHARACTERS_MIN = 8;

  @ParentCommand private @Nullable FreeholdCommand parent;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "take the wallet in this Web3 key store file")
  private @Nullable String keystore;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "file that holds the passphrase of the key store")
  private @Nullable String passphraseFile;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() {
    Context context = Objects.requireNonNull(parent).context();
    ServerConfig config = context.config().load();
    try (var server = PersonalServer.open(config, context.clock(), context.random())) {
      if (server.owner().isPresent()) {
        throw new Refusal(
            "%s belongs to %s already; `freehold tokens create` makes another token"
                .formatted(config.home(), server.owner().get()));
      }
      OwnerSetup setup = server.ownerSetup();
      Caller.Owner owner = claim(setup, config, context);
      Secret token = setup.token(owner, "first");
      print(config, server, owner, token);
    }
    return CommandLine.ExitCode.OK;
  }

  private Caller.Owner claim(OwnerSetup setup, ServerConfig config, Context context) {
    if (config.masterKeySignature().isPresent()) {
      return setup.withMasterKeySignature(config.masterKeySignature().get());
    }
    return keystore == null
        ? setup.withNewWallet(passphrase(context, true), context.random())
        : setup.withKeystore(Files.text(keystore), passphrase(context, false), context.random());
  }

  private Secret passphrase(Context context, boolean isNew) {
    Secret passphrase =
        Optional.ofNullable(passphraseFile)
            .map(file -> new Secret(Files.text(file).strip()))
            .or(() -> context.config().environment("FREEHOLD_PASSPHRASE").map(Secret::new))
            .orElseGet(() -> Passphrases.ask(isNew));
    if (isNew) {
      mustBeLongEnough(passphrase);
    }
    return passphrase;
  }

  static void mustBeLongEnough(Secret passphrase) {
    if (passphrase.reveal().length() < PASSPHRASE_CHARACTERS_MIN) {
      throw new Refusal("a passphrase has at least " + PASSPHRASE_CHARACTERS_MIN + " characters");
    }
  }

  private void print(ServerConfig config, PersonalServer server, Caller.Owner owner, Secret token) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(
          "{\"home\":%s,\"owner\":\"%s\",\"server\":\"%s\",\"token\":\"%s\"}"
              .formatted(
                  com.fasterxml.jackson.databind.node.TextNode.valueOf(config.home().toString()),
                  owner.address(),
                  server.identity().address(),
                  token.reveal()));
    } else {
      out.println("Home          " + config.home());
      out.println("Owner         " + owner.address());
      out.println("Server        " + server.identity().address());
      if (config.masterKeySignature().isEmpty()) {
        out.println("Wallet        " + config.home().resolve("owner").resolve("keystore.json"));
      }
      out.println("Owner token   " + token.reveal());
      out.println();
      out.println("The token is shown this once. For the commands of this terminal:");
      out.println("  export FREEHOLD_TOKEN=" + token.reveal());
      if (config.masterKeySignature().isEmpty()) {
        out.println("Keep the passphrase: without it nobody can open the wallet again.");
      } else {
        out.println(
            "Before this server can make grants, your wallet registers it once:"
                + " `freehold server register` says how.");
        out.println(
            "The signature stays where you set it; `freehold key set` keeps it here, sealed.");
      }
      out.println("Next: freehold start");
    }
    out.flush();
  }
}
