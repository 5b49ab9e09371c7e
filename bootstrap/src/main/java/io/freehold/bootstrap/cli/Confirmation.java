package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.client.Refusal;
import java.io.Console;

/// Asks before something is lost.
final class Confirmation {
  private Confirmation() {}

  static boolean of(String question) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new Refusal(question + " There is no terminal to ask at: say --yes");
    }
    String answer = console.readLine("%s [y/N] ", question);
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }
}
