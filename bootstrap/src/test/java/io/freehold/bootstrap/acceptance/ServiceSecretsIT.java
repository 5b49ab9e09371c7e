package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.storage.standin.Exchange.Request;
import io.freehold.adapters.storage.standin.GoogleStandIn;
import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.application.testing.PemFiles;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.storage.MasterKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that others gave this server, and the key of its certificate: a service that it copies
/// to, which repeats in its errors what it was sent, and TLS on every listener. None of them is in
/// anything that leaves (threats T45, T48, T50).
class ServiceSecretsIT {
  private static final String FREEHOLD = "'" + Checkout.launcher() + "' ";
  private static final String OWNER_KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
  private static final int ASKS_MAX = 120;
  private static final int PAUSE_MILLIS = 500;

  /// Less of a line could be in anything.
  private static final int LINE_MIN = 16;

  @TempDir private Path folder;

  private final ChainAdapter chain = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
  private final Signer owner = chain.signer(new Secret(OWNER_KEY));
  private final GoogleStandIn google = new GoogleStandIn(InstantSource.system());
  private final StringBuilder printed = new StringBuilder();
  private PemFiles certificate;
  private Shell shell;

  @BeforeEach
  void connect() throws IOException {
    certificate = PemFiles.make(folder, "ps.example.com");
    Files.createDirectories(home());
    PemFiles.setMode(home(), "rwx------");
    secretFile("home/gdrive.secret", GoogleStandIn.CLIENT_SECRET);
    shell =
        new Shell(folder)
            .with("FREEHOLD_HOME", home().toString())
            .with("FREEHOLD_LOG_LEVEL", "debug")
            .with("FREEHOLD_SCHEMAS_POLICY", "off")
            .with("FREEHOLD_STORAGE_BACKEND", "gdrive")
            .with("FREEHOLD_STORAGE_CONFIG_GDRIVE_CLIENT_SECRET_FILE", "gdrive.secret")
            .with(
                "FREEHOLD_OWNER_MASTER_KEY_FILE",
                secretFile("master.sig", owner.sign(MasterKey.SENTENCE).value()).toString());
    google
        .settings()
        .forEach((name, value) -> {
          if (!name.equals("clientSecret")) {
            shell.with(
                "FREEHOLD_STORAGE_CONFIG_GDRIVE_"
                    + name.replaceAll("([A-Z])", "_$1").toUpperCase(java.util.Locale.ROOT),
                value);
          }
        });
    for (String role : List.of("SERVER", "GATEWAY", "BLOBS", "RELAY", "CONSOLE")) {
      shell
          .with("FREEHOLD_" + role + "_PORT", "0")
          .with("FREEHOLD_" + role + "_TLS_CERTIFICATE", certificate.certificate().toString())
          .with("FREEHOLD_" + role + "_TLS_KEY", certificate.key().toString());
    }
    Shell.Done init = shell.run(FREEHOLD + "init --json");
    assertThat(init.exitCode()).as(init.err()).isZero();
    JsonNode made = new JsonMapper().readTree(init.out());
    shell.with("FREEHOLD_TOKEN", made.path("token").asText());
    letIn();
  }

  @AfterEach
  void close() {
    google.close();
  }

  private Path home() {
    return folder.resolve("home");
  }

  private Path secretFile(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text + "\n");
    PemFiles.setMode(file, "rw-------");
    return file;
  }

  /// The owner pastes where the browser was sent to.
  private void letIn() throws IOException {
    Process process = shell.start(FREEHOLD + "storage connect gdrive --paste 2>&1");
    try (var lines = process.inputReader();
        var keyboard = process.outputWriter()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("  http://127")) {
          keyboard.write(google.oauth().consent(URI.create(line.strip())) + "\n");
          keyboard.flush();
        } else {
          printed.append(line).append('\n');
        }
      }
    }
    assertThat(printed).contains("connected gdrive");
  }

  /// Returns what it printed on its standard output, and keeps all.
  private String run(String command) {
    Shell.Done done = shell.run(FREEHOLD + command);
    printed.append(done.out()).append(done.err());
    return done.out();
  }

  private boolean failsToSync() {
    String status = run("sync status --json");
    try {
      JsonNode json = new JsonMapper().readTree(status);
      return json.path("lastError").isTextual() || json.path("errorCount").asInt() > 0;
    } catch (IOException e) {
      throw new AssertionError(status, e);
    }
  }

  private void put(String words) {
    run("data put instagram.profile " + document(words));
  }

  private Path document(String words) {
    try {
      return Files.writeString(folder.resolve("document.json"), "{\"username\":\"" + words + "\"}");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void register() throws IOException {
    JsonNode message =
        new JsonMapper()
            .readTree(shell.run(FREEHOLD + "server register --print").out())
            .path("message");
    var registration = ShownRegistration.of(message);
    assertThat(
            shell
                .run(FREEHOLD + "server register --signature " + owner.sign(registration).value())
                .exitCode())
        .isZero();
  }

  @Test
  void leaveNothingInWhatIsPrintedAnsweredOrKept() throws Exception {
    try (var server = new WatchedServer(shell, FREEHOLD + "start --log json")) {
      shell.with("FREEHOLD_URL", server.url("server"));
      shell.with("FREEHOLD_GATEWAY", server.url("gateway"));
      register();
      put("alice");
      await(() -> google.paths().size() == 1);
      google.oauth().expireAccessTokens();
      google.refuseAndRepeatOnce(request -> request.path().equals("/token"), 500);
      google.refuseAndRepeatOnce(request -> request.path().startsWith("/drive"), 400);
      put("bob");
      await(this::failsToSync);
      run("sync now");
      await(() -> google.paths().size() == 2);
      google.oauth().revokeConsent();
      put("carol");
      run("sync now");
      await(this::failsToSync);
      for (String command :
          List.of("status", "doctor", "sync status --json", "logs --json", "storage list")) {
        run(command);
      }
      assertThat(server.stop()).isZero();
      printed.append(server.printed());
    }
    run("storage check gdrive");
    run("storage disconnect gdrive --yes");
    google.assertNothingWasAskedForThatTheVendorRefuses();

    for (Canary canary : canaries()) {
      assertThat(canary.isIn(printed.toString().getBytes(StandardCharsets.UTF_8)))
          .as(canary.name() + " in what was printed")
          .isFalse();
      assertThat(filesWith(canary)).as(canary.name()).isEmpty();
    }
  }

  /// Each try starts a process or asks the service, which is bounded.
  private void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < ASKS_MAX && !condition.getAsBoolean(); i++) {
      Thread.sleep(PAUSE_MILLIS);
    }
    assertThat(condition.getAsBoolean()).as(printed.toString()).isTrue();
  }

  /// All that the service gave or was given, and what makes the certificate this server's.
  private List<Canary> canaries() throws IOException {
    Stream<Canary> ofTheService =
        google.requests().stream()
            .flatMap(request ->
                Stream.of(
                    bearer(request),
                    form(request, "refresh_token"),
                    form(request, "code_verifier")))
            .flatMap(Optional::stream)
            .distinct()
            .map(secret -> Canary.ofText(secret, secret));
    Stream<Canary> ofTheCertificate =
        Files.readString(certificate.key())
            .lines()
            .filter(line -> !line.startsWith("-----") && line.length() >= LINE_MIN)
            .map(line -> Canary.ofText("a line of the key", line));
    List<Canary> all =
        Stream.of(
                Stream.of(Canary.ofText("the client's secret", GoogleStandIn.CLIENT_SECRET)),
                ofTheService,
                ofTheCertificate)
            .flatMap(canaries -> canaries)
            .toList();
    assertThat(all)
        .extracting(Canary::name)
        .as(
            "two tokens for writing at least, one to get them with, the proof of the consent, the key")
        .filteredOn(name -> name.matches("access-.*|refresh-.*|a line of the key|[\\w-]{43}"))
        .hasSizeGreaterThanOrEqualTo(5);
    return all;
  }

  private static Optional<String> bearer(Request request) {
    return request.header("authorization").map(text -> text.replaceFirst("^Bearer ", ""));
  }

  private static Optional<String> form(Request request, String field) {
    return request.path().equals("/token")
        ? Optional.ofNullable(request.form().get(field))
        : Optional.empty();
  }

  /// Files of the home that hold it, but for the one that the owner put it into.
  private List<Path> filesWith(Canary canary) throws IOException {
    try (Stream<Path> files = Files.walk(home())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("gdrive.secret"))
          .filter(file -> canary.isIn(bytes(file)))
          .toList();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
