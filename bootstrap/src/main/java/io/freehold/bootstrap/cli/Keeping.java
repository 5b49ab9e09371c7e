package io.freehold.bootstrap.cli;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.adapters.storage.ArchiveAdapter;
import io.freehold.application.port.ArchiveCipher;
import io.freehold.application.port.HomeArchive;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.MasterKeys;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveKey.Kind;
import io.freehold.domain.storage.MasterKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of commands that keep and move what a home holds, and what they work with.
final class Keeping {
  private static final int PASSPHRASE_CHARACTERS_MIN = 8;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  Context context() {
    return ((FreeholdCommand) root().getCommand()).context();
  }

  private CommandLine root() {
    return Objects.requireNonNull(spec).root().commandLine();
  }

  PrintWriter out() {
    return root().getOut();
  }

  ArchiveReport report(String act) {
    return new ArchiveReport(root().getOut(), root().getErr(), json, act);
  }

  ServerConfig config() {
    return context().config().load();
  }

  private ChainAdapter chain() {
    ServerConfig config = config();
    return ChainAdapter.of(config.gateway().domain(), config.limits());
  }

  Signatures signatures() {
    return chain().signatures();
  }

  Function<Secret, Signer> signers() {
    ChainAdapter chain = chain();
    return key -> chain.signer(key);
  }

  HomeArchive archive(Path home) {
    return PersistenceAdapter.archive(home, config().limits(), context().clock(), signers());
  }

  ArchiveCipher cipher() {
    return ArchiveAdapter.cipher(
        signatures(), config().limits(), context().clock(), new SecureRandom());
  }

  /// From the settings, or as it is kept in the home; empty where neither has one.
  Optional<MasterKey> masterKey() {
    return config().masterKeySignature().or(this::keptMasterKey).map(Keeping::masterKey);
  }

  /// The same, unless the wallet that makes it lies in the home: then nobody could make it again
  /// once the home is lost, and a backup must not depend on it.
  Optional<MasterKey> masterKeyOutsideOfTheHome() {
    boolean isWalletInHome =
        java.nio.file.Files.exists(config().home().resolve("owner").resolve("keystore.json"));
    return config()
        .masterKeySignature()
        .or(() -> isWalletInHome ? Optional.empty() : keptMasterKey())
        .map(Keeping::masterKey);
  }

  /// Read from its file: a server may have the home open.
  private Optional<Secret> keptMasterKey() {
    Path file = config().home().resolve("owner").resolve("master-key.json");
    return java.nio.file.Files.exists(file)
        ? Optional.of(opened(Files.text(file.toString())))
        : Optional.empty();
  }

  private Secret opened(String sealed) {
    ChainAdapter chain = chain();
    if (chain.asksForPassphrase(sealed)) {
      Secret passphrase =
          MasterKeyOpening.unattendedPassphrase(context())
              .orElseGet(() -> Passphrases.ask("Passphrase of the master key: "));
      return chain.openSealedWithPassphrase(sealed, passphrase, MasterKeys.PURPOSE);
    }
    Path file =
        config()
            .sealingKeyFile()
            .orElseThrow(() ->
                new Refusal("set owner.sealingKeyFile to the file with the key of the master key"));
    return chain.openSealed(
        sealed, new Secret(Files.text(file.toString()).strip()), MasterKeys.PURPOSE);
  }

  private static MasterKey masterKey(Secret signature) {
    try {
      return new MasterKey(new Signature(signature.reveal()));
    } catch (IllegalArgumentException e) {
      throw new Refusal("the master-key signature is not 0x and 130 hexadecimal digits");
    }
  }

  /// Whose master key it is.
  Optional<Address> ownerOf(MasterKey key) {
    return signatures().signerOf(MasterKey.SENTENCE, key.signature());
  }

  static ArchiveKey keyOf(MasterKey master) {
    return new ArchiveKey(Kind.MASTER_KEY, new Secret(master.backupKey()));
  }

  private static Secret askForPassphrase(boolean isNew) {
    return isNew
        ? Passphrases.askTwice("Passphrase for the backup: ")
        : Passphrases.ask("Passphrase of the backup: ");
  }

  /// From a file, from the environment, or asked for.
  ///
  /// @param isNew whether it is being chosen
  ArchiveKey passphrase(@Nullable String file, boolean isNew) {
    Secret passphrase =
        Optional.ofNullable(file)
            .map(name -> new Secret(Files.text(name).strip()))
            .or(() -> context().config().environment("FREEHOLD_PASSPHRASE").map(Secret::new))
            .orElseGet(() -> askForPassphrase(isNew));
    if (isNew && passphrase.reveal().length() < PASSPHRASE_CHARACTERS_MIN) {
      throw new Refusal("a passphrase has at least " + PASSPHRASE_CHARACTERS_MIN + " characters");
    }
    return new ArchiveKey(Kind.PASSPHRASE, passphrase);
  }
}
