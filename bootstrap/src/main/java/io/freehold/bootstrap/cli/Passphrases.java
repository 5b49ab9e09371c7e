package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.client.Refusal;
import io.freehold.domain.identity.Secret;
import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// Asks for passphrases, and other secrets, at the terminal, without showing them.
final class Passphrases {
  private Passphrases() {}

  /// Whether somebody is there to be asked.
  static boolean canBeAsked() {
    return terminal().isPresent();
  }

  private static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /// The passphrase of the wallet.
  ///
  /// @param isNew asked twice, so that a slip of the hand is noticed
  static Secret ask(boolean isNew) {
    return isNew ? askTwice("Passphrase for the new wallet: ") : ask("Passphrase: ");
  }

  static Secret askTwice(String prompt) {
    Secret first = ask(prompt);
    if (!isSame(first, ask("Once more: "))) {
      throw new Refusal("the two passphrases differ; nothing was made");
    }
    return first;
  }

  private static boolean isSame(Secret one, Secret other) {
    return MessageDigest.isEqual(
        one.reveal().getBytes(StandardCharsets.UTF_8),
        other.reveal().getBytes(StandardCharsets.UTF_8));
  }

  /// Anything that is not to be seen.
  static Secret ask(String prompt) {
    Console console =
        terminal()
            .orElseThrow(() ->
                new Refusal(
                    "there is no terminal to ask for a passphrase: set FREEHOLD_PASSPHRASE or use"
                        + " --passphrase-file"));
    return new Secret(new String(read(console, prompt)));
  }

  private static char[] read(Console console, String prompt) {
    char[] read = console.readPassword("%s", prompt);
    if (read == null) {
      throw new Refusal("no passphrase was given; nothing was made");
    }
    return read;
  }
}
