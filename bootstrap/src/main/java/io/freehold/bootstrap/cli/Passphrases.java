package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.client.Refusal;
import io.freehold.domain.identity.Secret;
import java.io.Console;
import java.util.Arrays;

/// Asks for a passphrase at the terminal, without showing it.
final class Passphrases {
  private Passphrases() {}

  static Secret ask(boolean isNew) {
    return ask(isNew ? "Passphrase for the new wallet: " : "Passphrase: ", isNew);
  }

  static Secret askForBackup(boolean isNew) {
    return ask(isNew ? "Passphrase for the backup: " : "Passphrase of the backup: ", isNew);
  }

  /// @param isNew asked twice, so that a slip of the hand is noticed
  private static Secret ask(String prompt, boolean isNew) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new Refusal(
          "there is no terminal to ask for a passphrase: set FREEHOLD_PASSPHRASE or use"
              + " --passphrase-file");
    }
    char[] first = read(console, prompt);
    if (isNew && !Arrays.equals(first, read(console, "Once more: "))) {
      throw new Refusal("the two passphrases differ; nothing was made");
    }
    return new Secret(new String(first));
  }

  private static char[] read(Console console, String prompt) {
    char[] read = console.readPassword("%s", prompt);
    if (read == null) {
      throw new Refusal("no passphrase was given; nothing was made");
    }
    return read;
  }
}
