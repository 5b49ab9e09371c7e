package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shell that gives everything to everybody, and a home that is closed all the same (threats T47,
/// T49).
class UmaskIT {
  private static final String FREEHOLD = "umask 000; exec '" + Checkout.launcher() + "' ";

  @TempDir private Path folder;

  @Test
  void keepsTheHomeFromOtherUsersWhateverTheUmask() throws IOException {
    Path home = folder.resolve("home");
    Shell shell =
        new Shell(folder)
            .with("FREEHOLD_HOME", home.toString())
            .with("FREEHOLD_PASSPHRASE", "correct horse battery staple")
            .with("FREEHOLD_SERVER_PORT", "0")
            .with("FREEHOLD_GATEWAY_PORT", "0")
            .with("FREEHOLD_CONSOLE_PORT", "0");
    String token =
        new JsonMapper().readTree(shell.run(FREEHOLD + "init --json").out()).path("token").asText();
    Process process = shell.start(FREEHOLD + "start");
    try {
      var printed = process.inputReader();
      String line = printed.readLine();
      while (line != null && !line.startsWith("freehold ready")) {
        line = printed.readLine();
      }
      assertThat(line).isNotNull();
      shell
          .with("FREEHOLD_TOKEN", token)
          .with("FREEHOLD_URL", line.replaceFirst(".*server=(\\S+).*", "$1"))
          .with("FREEHOLD_GATEWAY", line.replaceFirst(".*gateway=(\\S+).*", "$1"));
      assertThat(
              shell
                  .run("echo '{\"username\":\"a\"}' | (" + FREEHOLD + "data put instagram.profile)")
                  .exitCode())
          .isZero();
      assertThat(
              shell
                  .run(FREEHOLD + "builders register --app-url https://a.example --key b.json")
                  .exitCode())
          .isZero();

      assertThat(open(home)).isEmpty();
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("b.json"))))
          .isEqualTo("rw-------");
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> open(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      List<Path> paths = all.toList();
      assertThat(paths).hasSizeGreaterThan(15);
      return paths.stream()
          .map(path -> modeOf(path) + " " + home.relativize(path))
          .filter(text -> !text.startsWith("rwx------ ") && !text.startsWith("rw------- "))
          .toList();
    }
  }

  private static String modeOf(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
