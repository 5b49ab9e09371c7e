package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows the README from top to bottom, as a newcomer does: each command block is run as it
/// stands, but for ports, the home, and the values the README asks the reader to fill in.
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private final Set<String> seen = new HashSet<>();

  @Test
  void everyCommandWorks() throws IOException {
    Files.createSymbolicLink(folder.resolve("freehold"), Checkout.launcher());
    int port = FreePort.find();
    int gatewayPort = FreePort.find();
    var shell =
        new Shell(folder)
            .with("FREEHOLD_HOME", folder.resolve("home").toString())
            .with("FREEHOLD_SERVER_PORT", Integer.toString(port))
            .with("FREEHOLD_GATEWAY_PORT", Integer.toString(gatewayPort))
            .with("FREEHOLD_CONSOLE_PORT", "0");
    var values = new Values();
    StartedServer server = null;
    try {
      for (String block : blocks()) {
        String command = values.fillIn(block).replace("localhost:8080", "localhost:" + port);
        seen.add(block);
        if (block.equals("./freehold test\n")) {
          continue; // It runs this very test.
        }
        if (block.equals("./freehold start\n")) {
          server = new StartedServer(shell, "./freehold start");
          continue;
        }
        Shell.Done done = shell.run("set -e\n" + command);
        assertThat(done.exitCode()).describedAs(command + done.out() + done.err()).isZero();
        assertThat(done.out()).describedAs(command).doesNotContain("\"error\"");
        values.learnFrom(command, done.out(), shell);
      }
      assertThat(server).isNotNull();
      assertThat(server.stop()).isZero();
    } finally {
      if (server != null) {
        server.close();
      }
    }
    assertThat(seen).hasSizeGreaterThan(12);
    assertThat(values.known).contains("token", "builder", "grant");
  }

  private static List<String> blocks() throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(Checkout.root().resolve("README.md")));
    var blocks = new ArrayList<String>();
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  /// What a reader would copy from one command's output into the next.
  private static final class Values {
    private static final Pattern TOKEN = Pattern.compile("export FREEHOLD_TOKEN=(\\S+)");
    private static final Pattern BUILDER = Pattern.compile("builder (0x[0-9a-fA-F]{40})");
    private static final Pattern GRANT = Pattern.compile("grant (0x[0-9a-f]{64})");

    private final Set<String> known = new HashSet<>();
    private String builder = "BUILDER_ADDRESS";
    private String grant = "GRANT_ID";

    String fillIn(String block) {
      return block.replace("BUILDER_ADDRESS", builder).replace("GRANT_ID", grant);
    }

    void learnFrom(String command, String out, Shell shell) {
      Matcher export = Pattern.compile("export FREEHOLD_PASSPHRASE='([^']*)'").matcher(command);
      if (export.find()) {
        shell.with("FREEHOLD_PASSPHRASE", export.group(1));
      }
      Matcher token = TOKEN.matcher(out);
      if (token.find()) {
        shell.with("FREEHOLD_TOKEN", token.group(1));
        known.add("token");
      }
      Matcher address = BUILDER.matcher(out);
      if (address.find()) {
        builder = address.group(1);
        known.add("builder");
      }
      Matcher id = GRANT.matcher(out);
      if (id.find()) {
        grant = id.group(1);
        known.add("grant");
      }
    }
  }
}
