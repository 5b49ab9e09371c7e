package io.freehold.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.config.ConfigLoader;
import io.freehold.bootstrap.config.Settings;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Arguments stand in the process list, for every user of the machine to read (threats T45, T46).
class SecretArgumentsTest {
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(token|pass|secret|key|mnemonic|seed|code).*");
  private static final Pattern PRIVATE =
      Pattern.compile("(?i).*(private|mnemonic|seed|wallet|password|passphrase).*");

  private final CommandLine root =
      FreeholdCommand.commandLine(
          new Context(new ConfigLoader(Map.of()), InstantSource.system(), new Random(1)));

  @Test
  void nameFilesAndNeverTheSecretItself() {
    assertThat(commands(root).flatMap(command -> command.getCommandSpec().args().stream()))
        .hasSizeGreaterThan(20)
        .filteredOn(argument -> SECRET.matcher(nameOf(argument)).matches())
        .filteredOn(argument -> !nameOf(argument).equals("--idempotency-key"))
        .isNotEmpty()
        .allMatch(argument -> argument.paramLabel().equals("FILE"));
  }

  private static String nameOf(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(SecretArgumentsTest::commands));
  }

  /// The wallet stays with its owner; what is set is a signature of it, or nothing. A password of
  /// something else is in a file, and the setting names that.
  @Test
  void noSettingIsAPrivateKey() {
    assertThat(Settings.names())
        .hasSizeGreaterThan(50)
        .filteredOn(name -> !name.endsWith("File"))
        .noneMatch(name -> PRIVATE.matcher(name).matches());
  }
}
