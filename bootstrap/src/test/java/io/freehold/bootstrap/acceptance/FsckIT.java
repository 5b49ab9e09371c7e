package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `freehold fsck` and `freehold repair` as a person or a script meets them.
class FsckIT {
  private static final String FREEHOLD = "'" + Checkout.launcher() + "' ";

  @TempDir private Path folder;

  @Test
  void findsDamageAndMendsItWithoutDeletingAnything() throws IOException {
    Path home = folder.resolve("home");
    var shell =
        new Shell(folder)
            .with("FREEHOLD_HOME", home.toString())
            .with("FREEHOLD_PASSPHRASE", "correct horse battery staple")
            .with("FREEHOLD_SERVER_PORT", "0")
            .with("FREEHOLD_GATEWAY_PORT", "0")
            .with("FREEHOLD_CONSOLE_ENABLED", "false");
    String token = json(shell.run(FREEHOLD + "init --json")).path("token").asText();
    shell.with("FREEHOLD_TOKEN", token);
    try (var server = new StartedServer(shell, FREEHOLD + "start --log json")) {
      shell.with("FREEHOLD_URL", server.url("server"));
      for (int i = 0; i < 3; i++) {
        Files.writeString(
            folder.resolve("profile.json"), "{\"username\":\"alice%d\"}".formatted(i));
        assertThat(shell.run(FREEHOLD + "data put instagram.profile profile.json").exitCode())
            .isZero();
      }
      for (String command : List.of("fsck", "repair")) {
        Shell.Done refused = shell.run(FREEHOLD + command);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("in use by a server", "stop it first");
      }
      assertThat(server.stop()).isZero();
    }
    Shell.Done clean = shell.run(FREEHOLD + "fsck");
    assertThat(clean.out()).contains("looked at 3 data files", "clean");
    assertThat(clean.exitCode()).isZero();
    aDeletedIndexIsMadeAgain(shell, home);

    Path rotten = dataFiles(home).getFirst();
    byte[] bytes = Files.readAllBytes(rotten);
    bytes[bytes.length / 2] ^= 1;
    Files.write(rotten, bytes);
    Files.delete(dataFiles(home).getLast());

    Shell.Done found = shell.run(FREEHOLD + "fsck --json");
    assertThat(found.exitCode()).isEqualTo(1);
    JsonNode report = json(found);
    assertThat(report.path("clean").asBoolean()).isFalse();
    assertThat(report.path("findings").findValuesAsText("kind"))
        .containsExactlyInAnyOrder("rotten-file", "missing-file");
    assertThat(report.path("findings").findValuesAsText("place"))
        .contains(home.relativize(rotten).toString());

    Shell.Done mended = shell.run(FREEHOLD + "repair");
    assertThat(mended.out()).contains("repaired: 2", "moved to quarantine/", "clean");
    assertThat(mended.exitCode()).isZero();
    assertThat(shell.run(FREEHOLD + "fsck").exitCode()).isZero();
    assertThat(dataFiles(home.resolve("quarantine"))).hasSize(1);
  }

  /// R5: delete the index, lose nothing.
  private static void aDeletedIndexIsMadeAgain(Shell shell, Path home) throws IOException {
    Files.delete(home.resolve("index.db"));
    Shell.Done rebuilt = shell.run(FREEHOLD + "reindex");
    assertThat(rebuilt.exitCode()).describedAs(rebuilt.err()).isZero();
    assertThat(rebuilt.out()).isEqualTo("indexed 3 data files\n");
    Shell.Done clean = shell.run(FREEHOLD + "fsck");
    assertThat(clean.out()).contains("looked at 3 data files", "clean");
    assertThat(clean.exitCode()).isZero();
  }

  private static List<Path> dataFiles(Path below) throws IOException {
    Path data = below.endsWith("quarantine") ? below : below.resolve("data");
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static JsonNode json(Shell.Done done) throws IOException {
    return JsonMapper.builder().build().readTree(done.out());
  }
}
