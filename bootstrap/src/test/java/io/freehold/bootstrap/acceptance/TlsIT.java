package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.application.testing.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program behind TLS: four listeners, the commands that talk to them, and a renewal.
class TlsIT {
  private static final String FREEHOLD = "'" + Checkout.launcher() + "' ";

  @TempDir private Path folder;

  private Shell shell;
  private PemFiles files;
  private StartedServer server;

  @BeforeEach
  void start() throws IOException {
    files = PemFiles.make(folder, "ps.example.com");
    shell =
        new Shell(folder)
            .with("FREEHOLD_HOME", folder.resolve("home").toString())
            .with("FREEHOLD_PASSPHRASE", "correct horse battery staple")
            .with("FREEHOLD_SERVER_PORT", "0")
            .with("FREEHOLD_GATEWAY_PORT", "0")
            .with("FREEHOLD_CONSOLE_PORT", "0");
    for (String role : new String[] {"SERVER", "GATEWAY", "BLOBS", "CONSOLE"}) {
      shell.with("FREEHOLD_" + role + "_TLS_CERTIFICATE", files.certificate().toString());
      shell.with("FREEHOLD_" + role + "_TLS_KEY", files.key().toString());
    }
    JsonNode made = new JsonMapper().readTree(shell.run(FREEHOLD + "init --json").out());
    shell.with("FREEHOLD_TOKEN", made.path("token").asText());
    server = new StartedServer(shell, FREEHOLD + "start");
    shell.with("FREEHOLD_URL", server.url("server"));
    shell.with("FREEHOLD_GATEWAY", server.url("gateway"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void servesEveryListenerAndTheCommandsBelieveTheirOwnServer() throws IOException {
    for (String role : new String[] {"server", "gateway", "storage", "console"}) {
      assertThat(server.url(role)).startsWith("https://");
    }
    Files.writeString(folder.resolve("profile.json"), "{\"username\":\"alice\"}");
    assertThat(shell.run(FREEHOLD + "data put instagram.profile profile.json").exitCode()).isZero();
    assertThat(shell.run(FREEHOLD + "data get instagram.profile").out())
        .contains("{\"username\":\"alice\"}");
    assertThat(
            shell
                .run(FREEHOLD + "builders register --app-url https://a.example.com --key b.json")
                .exitCode())
        .isZero();
    assertThat(shell.run(FREEHOLD + "doctor").out())
        .contains("ok   server tls", "ok   gateway tls", "ok   console tls");
    assertThat(shell.run(FREEHOLD + "data get instagram.profile --key b.json").err())
        .describedAs("the signed audience is the https origin, so what is missing is a grant")
        .contains("403");
  }

  @Test
  void isBelievedByOthersOnlyIfSomebodyVouchesForIt() {
    var elsewhere =
        new Shell(folder)
            .with("FREEHOLD_HOME", folder.resolve("other").toString())
            .with("FREEHOLD_URL", server.url("server"));

    assertThat(elsewhere.run(FREEHOLD + "status").exitCode()).isEqualTo(1);
    assertThat(elsewhere.run(FREEHOLD + "status --ca " + files.certificate()).exitCode()).isZero();
    PemFiles other = PemFiles.make(folder, "other.example.com");
    assertThat(elsewhere.run(FREEHOLD + "status --ca " + other.certificate()).exitCode())
        .isEqualTo(1);
  }

  @Test
  void takesARenewedCertificateWithoutARestart() throws InterruptedException {
    var elsewhere =
        new Shell(folder)
            .with("FREEHOLD_HOME", folder.resolve("other").toString())
            .with("FREEHOLD_URL", server.url("server"));
    PemFiles renewed = PemFiles.make(folder, "renewed.example.com");
    Path copy = folder.resolve("renewed-to-trust.crt");
    copy(renewed.certificate(), copy);

    renewed.replace(files);

    await(() -> elsewhere.run(FREEHOLD + "status --ca " + copy).exitCode() == 0);
    assertThat(shell.run(FREEHOLD + "status").exitCode()).isZero();
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Each try starts a process, which is pause enough.
  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("two minutes are enough").isLessThan(deadline);
    }
  }

  @Test
  void doesNotStartWithAKeyThatEverybodyCanRead() {
    assertThat(server.stop()).isZero();
    PemFiles.setMode(files.key(), "rw-r--r--");

    Shell.Done refused = shell.run(FREEHOLD + "start");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("chmod 600").doesNotContain("Exception");
    assertThat(shell.run(FREEHOLD + "doctor").out()).contains("BAD  server tls");
  }
}
