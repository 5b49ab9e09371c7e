package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
  @TempDir private Path folder;

  private Shell shell() {
    return new Shell(folder)
        .with("FREEHOLD_HOME", folder.resolve("a home").toString())
        .with("FREEHOLD_SERVER_PORT", "0")
        .with("FREEHOLD_GATEWAY_PORT", "0")
        .with("FREEHOLD_CONSOLE_PORT", "0");
  }

  @Test
  void worksFromAnyFolderThroughALinkWithSpacesInItsPath() throws IOException {
    Path spaced = Files.createDirectories(folder.resolve("a folder with spaces"));
    Files.createSymbolicLink(spaced.resolve("free hold"), Checkout.launcher());

    Shell.Done done = shell().run("'" + spaced.resolve("free hold") + "' --version");

    assertThat(done.exitCode()).describedAs(done.err()).isZero();
    assertThat(done.out()).startsWith("freehold ");
  }

  @Test
  void findsANewEnoughJdkAlthoughThePathHasAnOldOneOrNone() throws IOException {
    Path oldJava = Files.createDirectories(folder.resolve("old jdk/bin"));
    Files.writeString(folder.resolve("old jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
    Path java = Files.writeString(oldJava.resolve("java"), "#!/bin/sh\nexit 99\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    String runningOn = System.getProperty("java.home");
    Shell shell = shell().with("PATH", oldJava + ":/usr/bin:/bin");
    // Where the JDK that runs this test is in no usual place, JAVA_HOME is how it is found.
    shell.with("JAVA_HOME", runningOn.startsWith("/usr/lib/jvm/") ? "" : runningOn);
    Shell.Done done = shell.run("'" + Checkout.launcher() + "' --version");

    assertThat(done.exitCode()).describedAs(done.err()).isZero();
    assertThat(done.out()).startsWith("freehold ");
  }

  @Test
  void becomesTheServerAndStopsWithSuccessOnSigterm() throws Exception {
    try (var server = new StartedServer(shell(), "'" + Checkout.launcher() + "' start")) {
      String command =
          ProcessHandle.of(server.processId()).flatMap(p -> p.info().command()).orElse("");
      var health =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(server.url("server") + "/health")).build(),
                  BodyHandlers.ofString());

      assertThat(command).endsWith("/java");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(server.stop()).isZero();
    }
  }

  /// A full disk is told from a broken one by the words of the system, so these must be English,
  /// and names of files are read as before.
  @Test
  @EnabledOnOs(OS.LINUX)
  void theSystemSpeaksEnglishToIt() throws Exception {
    Shell german = shell().with("LC_ALL", "C.UTF-8").with("LANG", "de_DE").with("LANGUAGE", "de");
    try (var server = new StartedServer(german, "'" + Checkout.launcher() + "' start")) {
      Path process = Path.of("/proc", String.valueOf(server.processId()), "environ");
      assertThat(Files.readString(process).split("\0"))
          .contains("LC_MESSAGES=C", "LC_CTYPE=C.UTF-8")
          .noneMatch(variable -> variable.startsWith("LC_ALL="));
    }
  }

  /// A process holds all classes of its start-up cache: a server has no use for those of the
  /// command line. The cache is of a server at work, or its first requests would be slow.
  @Test
  void aServerHasAStartUpCacheThatWasMadeAtWork() throws Exception {
    try (var server = new StartedServer(shell(), "'" + Checkout.launcher() + "' start")) {
      String[] arguments =
          ProcessHandle.of(server.processId()).flatMap(p -> p.info().arguments()).orElseThrow();
      Path dist = Checkout.launcher().resolveSibling("bootstrap/target/dist");

      assertThat(arguments).contains("-XX:AOTCache=" + dist.resolve("server.aot"));
      assertThat(dist.resolve("everyday.log"))
          .content()
          .containsPattern("read +instagram.profile +200 +ok");
    }
  }

  /// A dump of the process would hold its keys (threat T45).
  @Test
  @EnabledOnOs(OS.LINUX)
  void aServerLeavesNoDump() throws Exception {
    String start = "'" + Checkout.launcher() + "' start";
    try (var server = new StartedServer(shell(), start)) {
      assertThat(Path.of("/proc", Long.toString(server.processId()), "limits"))
          .content()
          .containsPattern("Max core file size +0 +0 ");
    }
  }

  @Test
  void aSecondServerOnTheSameHomeIsRefused() {
    String start = "'" + Checkout.launcher() + "' start";
    try (var _ = new StartedServer(shell(), start)) {
      Shell.Done second = shell().run(start);

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err()).contains("home").doesNotContain("Exception");
    }
  }

  @Test
  void aServerDoesNotStartForSomebodyElse() {
    String launcher = "'" + Checkout.launcher() + "'";
    String owner =
        "0x1f5c9b3bafc291e8ea7aa4e0c5700a109e68aa2431fdbea08b49f9bf91b5c7db"
            + "2aaa192de5cdf866e5f9f5f39502a66bd696a1399a537eac8ffb826c00e4e1d51b";
    String other =
        "0xedbb7743cce459345238442dcfb291f234a321d253485eaa58251aa0f28ea8f1"
            + "410ab988bae2657b689cd24417b41e315efc22ba333024f4a6269c424ded8d361b";

    Shell.Done init =
        shell().with("VANA_MASTER_KEY_SIGNATURE", owner).run(launcher + " init --json");
    assertThat(init.out()).contains("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    Shell.Done start = shell().with("VANA_MASTER_KEY_SIGNATURE", other).run(launcher + " start");

    assertThat(start.exitCode()).isEqualTo(1);
    assertThat(start.err()).contains("belongs to").doesNotContain(other);
    try (var server =
        new StartedServer(
            shell().with("VANA_MASTER_KEY_SIGNATURE", owner), launcher + " start --log json")) {
      assertThat(server.stop()).isZero();
    }
  }

  @Test
  void tellsWrongUsageFromFailure() {
    String launcher = "'" + Checkout.launcher() + "'";

    assertThat(shell().run(launcher + " dta list").exitCode()).isEqualTo(2);
    assertThat(shell().run(launcher + " data list --no-such").exitCode()).isEqualTo(2);
    Shell.Done nobody =
        shell()
            .with("FREEHOLD_TOKEN", "fho_x")
            .run(launcher + " data list --url http://localhost:1");
    assertThat(nobody.exitCode()).isEqualTo(1);
    assertThat(nobody.err()).contains("freehold start");
    assertThat(shell().run(launcher + " data list").err()).contains("freehold init");
  }

  @Test
  void showsTheMainJob() {
    Shell.Done tour = shell().run("'" + Checkout.launcher() + "' tour");

    assertThat(tour.exitCode()).describedAs(tour.out() + tour.err()).isZero();
    assertThat(tour.out())
        .contains("byte for byte", "401", "403 GRANT_REQUIRED", "410 GRANT_REVOKED")
        .contains("412 SCOPE_MISMATCH")
        .contains("none missing, none changed");
  }
}
