package io.freehold.bootstrap;

import io.freehold.bootstrap.cli.FreeholdCommand;
import io.freehold.bootstrap.config.ConfigLoader;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Arguments in, exit code out: 0 done, 1 refused or failed, 2 wrong usage.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        FreeholdCommand.run(
            new Context(ConfigLoader.ofThisProcess(), InstantSource.system(), new SecureRandom()),
            arguments));
  }
}
