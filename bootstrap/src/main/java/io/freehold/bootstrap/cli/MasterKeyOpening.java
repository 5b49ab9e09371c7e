package io.freehold.bootstrap.cli;

import io.freehold.adapters.storage.StorageAdapter;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.MasterKeys;
import io.freehold.bootstrap.MasterKeys.Lock;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.identity.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// Where a process gets the owner's master key from: a setting, the key file that opens the sealed
/// one, a passphrase in a file or the environment, and a person only if there is one at a terminal.
final class MasterKeyOpening {
  private static final int TRIES_MAX = 3;

  private final Context context;
  private final ServerConfig config;
  private final MasterKeys masterKeys;

  private MasterKeyOpening(Context context, ServerConfig config, PersonalServer server) {
    this.context = context;
    this.config = config;
    this.masterKeys = server.masterKeys();
  }

  /// For a server that starts. One without a backend needs no master key, and asks nobody for it;
  /// one with a backend goes on without it as well, and says so.
  static void atStart(Context context, ServerConfig config, PersonalServer server) {
    var opening = new MasterKeyOpening(context, config, server);
    boolean isNeeded = !config.storage().backend().equals(StorageAdapter.LOCAL_ONLY);
    if (config.masterKeySignature().isPresent()) {
      opening.open();
    } else if (isNeeded && server.owner().isPresent() && !opening.open()) {
      Logging.warn(
          "the owner's master key is not open, and nothing is encrypted or fetched until it is: "
              + opening.remedy());
    }
  }

  /// For a command that cannot do without.
  static void mustOpen(Context context, ServerConfig config, PersonalServer server) {
    var opening = new MasterKeyOpening(context, config, server);
    if (!opening.open()) {
      throw new Refusal("this needs the owner's master key: " + opening.remedy());
    }
  }

  /// False when there is none, or nobody to open it.
  private boolean open() {
    if (config.masterKeySignature().isPresent()) {
      masterKeys.use(config.masterKeySignature().get());
      return true;
    }
    return switch (masterKeys.kept().orElse(null)) {
      case null -> false;
      case KEY -> config.sealingKeyFile().map(this::openWithKeyIn).isPresent();
      case PASSPHRASE -> openWithPassphrase();
    };
  }

  private Path openWithKeyIn(Path file) {
    masterKeys.openWithKey(new Secret(Files.text(file.toString()).strip()));
    return file;
  }

  private boolean openWithPassphrase() {
    Optional<Secret> unattended = unattendedPassphrase(context);
    if (unattended.isPresent()) {
      masterKeys.openWithPassphrase(unattended.get());
      return true;
    }
    return Passphrases.canBeAsked() && openByAsking();
  }

  static Optional<Secret> unattendedPassphrase(Context context) {
    return context
        .config()
        .environment("FREEHOLD_OWNER_PASSPHRASE_FILE")
        .map(file -> new Secret(Files.text(file).strip()))
        .or(() -> context.config().environment("FREEHOLD_PASSPHRASE").map(Secret::new));
  }

  /// Nothing but Enter goes on without it.
  private boolean openByAsking() {
    for (int tries = 1; ; tries++) {
      Secret passphrase = Passphrases.ask("Passphrase of the master key (Enter to go without): ");
      if (passphrase.isEmpty()) {
        return false;
      }
      try {
        masterKeys.openWithPassphrase(passphrase);
        return true;
      } catch (IllegalArgumentException e) {
        if (tries == TRIES_MAX) {
          throw e;
        }
        Logging.warn(String.valueOf(e.getMessage()));
      }
    }
  }

  private String remedy() {
    return masterKeys
        .kept()
        .map(lock ->
            lock == Lock.KEY
                ? "set owner.sealingKeyFile to the file with its key"
                : "set FREEHOLD_OWNER_PASSPHRASE_FILE to a file with its passphrase, or start at a"
                    + " terminal")
        .orElse("`freehold key set` keeps it");
  }
}
