package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.MasterKeys;
import io.freehold.bootstrap.MasterKeys.Lock;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.MasterKey;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// The owner's master key, from which the keys of all encrypted copies follow.
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keeps, shows or removes the owner's master key; the server must be stopped.")
final class KeyCommand extends CommandGroup {
  private static final int SEALING_KEY_BYTES = 32;

  @ParentCommand private @Nullable FreeholdCommand parent;

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = {
        "Keeps the owner's master-key signature in the home, sealed.%n",
        "Let your wallet sign the text "
            + MasterKey.SENTENCE
            + " (personal_sign) and paste the signature when you are asked for it, or name the file"
            + " it is in; - reads standard input. The text is the same for every server: whoever gets"
            + " it signed reads everything that is encrypted with it.%n",
        "A passphrase seals it (FREEHOLD_PASSPHRASE, --passphrase-file, or asked for). For a server"
            + " that starts unattended, --sealing-key-file seals it with a key in a file of its own,"
            + " which is made if it is not there.%n"
      })
  int set(
      @Option(
              names = "--signature-file",
              paramLabel = "FILE",
              description = "the signature, instead of being asked for it")
          @Nullable String signatureFile,
      @Option(names = "--wallet", description = "sign with the wallet that `freehold init` made")
          boolean isSignedHere,
      @Option(
              names = "--passphrase-file",
              paramLabel = "FILE",
              description = "file that holds the passphrase")
          @Nullable String passphraseFile,
      @Option(
              names = "--sealing-key-file",
              paramLabel = "FILE",
              description = "seal with the key in this file; owner.sealingKeyFile must name it")
          @Nullable String sealingKeyFile) {
    return withServer((server, config) -> {
      Address owner = ownerOf(server);
      Optional<Secret> passphrase = givenPassphrase(passphraseFile);
      Secret signature =
          isSignedHere
              ? server
                  .ownerSetup()
                  .signatureOfTheWallet(passphrase.orElseGet(() -> Passphrases.ask(false)))
              : signature(config, signatureFile);
      mustBeOf(owner, signature, server.masterKeys());
      Optional<Path> keyFile =
          Optional.ofNullable(sealingKeyFile)
              .map(Path::of)
              .or(() -> passphraseFile == null ? config.sealingKeyFile() : Optional.empty());
      if (keyFile.isPresent()) {
        keepWithKey(server.masterKeys(), signature, keyFile.get());
      } else {
        keepWithPassphrase(server.masterKeys(), signature, passphrase);
      }
      out().println("kept the master key of " + owner);
    });
  }

  private static void mustBeOf(Address owner, Secret signature, MasterKeys masterKeys) {
    Address signer = masterKeys.signerOf(signature);
    if (!signer.equals(owner)) {
      throw new Refusal(
          "that signature is by %s, and this server belongs to %s; nothing was kept"
              .formatted(signer, owner));
    }
  }

  private Optional<Secret> givenPassphrase(@Nullable String passphraseFile) {
    return Optional.ofNullable(passphraseFile)
        .map(file -> new Secret(Files.text(file).strip()))
        .or(() -> MasterKeyOpening.unattendedPassphrase(context()));
  }

  private static Secret signature(ServerConfig config, @Nullable String file) {
    if (file != null) {
      return new Secret(
          new String(Files.bytes(file, System.in), StandardCharsets.US_ASCII).strip());
    }
    return config
        .masterKeySignature()
        .orElseGet(() -> {
          if (!Passphrases.canBeAsked()) {
            throw new Refusal(
                "there is no terminal to ask for the signature: use --signature-file, or --wallet");
          }
          return Passphrases.ask("Signature of " + MasterKey.SENTENCE + " (not shown): ");
        });
  }

  private void keepWithKey(MasterKeys masterKeys, Secret signature, Path file) {
    if (!java.nio.file.Files.exists(file)) {
      byte[] key = new byte[SEALING_KEY_BYTES];
      context().random().nextBytes(key);
      Files.createPrivate(file, HexFormat.of().formatHex(key) + "\n");
      out().println("made the sealing key " + file + "; keep it apart from the home's backups");
    }
    Secret key = new Secret(Files.text(file.toString()).strip());
    masterKeys.keepWithKey(signature, key, context().random());
    out().println("owner.sealingKeyFile must name " + file.toAbsolutePath());
  }

  private void keepWithPassphrase(MasterKeys masterKeys, Secret signature, Optional<Secret> given) {
    Secret passphrase =
        given.orElseGet(() -> Passphrases.askTwice("Passphrase for the master key: "));
    InitCommand.mustBeLongEnough(passphrase);
    masterKeys.keepWithPassphrase(signature, passphrase, context().random());
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Says whose master key is kept and what opens it; never the key.")
  int show(
      @Option(names = "--check", description = "open it as well, to see that it can be opened")
          boolean isTried) {
    return withServer((server, config) -> {
      Address owner = ownerOf(server);
      String kept =
          server
              .masterKeys()
              .kept()
              .map(lock -> lock == Lock.KEY ? "sealed by a key file" : "sealed by a passphrase")
              .orElse(config.masterKeySignature().isPresent() ? "in the settings" : "none");
      out().println("Owner         " + owner);
      out().println("Master key    " + kept);
      if (isTried) {
        MasterKeyOpening.mustOpen(context(), config, server);
        out().println("Opened        yes, and it is the owner's");
      }
    });
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Removes the sealed master key from the home.")
  int remove(@Option(names = "--yes", description = "do not ask") boolean isSure) {
    return withServer((server, _) -> {
      if (server.masterKeys().kept().isEmpty()) {
        throw new Refusal("no master key is kept here");
      }
      if (isSure || Confirmation.of("Remove the master key? Only the wallet can make it again.")) {
        server.masterKeys().remove();
        out().println("removed");
      }
    });
  }

  /// What is done with an open home.
  @FunctionalInterface
  private interface Act {
    void with(PersonalServer server, ServerConfig config);
  }

  private int withServer(Act act) {
    ServerConfig config = context().config().load();
    try (var server = PersonalServer.open(config, context().clock(), context().random())) {
      act.with(server, config);
    }
    out().flush();
    return CommandLine.ExitCode.OK;
  }

  private static Address ownerOf(PersonalServer server) {
    return server
        .owner()
        .orElseThrow(
            () -> new Refusal("this server has no owner yet; run `freehold init` on its machine"));
  }

  private Context context() {
    return Objects.requireNonNull(parent).context();
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }
}
