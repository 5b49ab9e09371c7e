package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.application.testing.InteropPackages;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An application made of the unmodified builder SDK, against a server as `start` starts it: a
/// person connects its data, and the application reads (§6.3, §6.6).
class ConnectInteropIT {
  private static final String FREEHOLD = "'" + Checkout.launcher() + "' ";
  private static final String PROFILE = "{\"username\":\"alice\",\"followers\":1234}";
  private static final String CONVERSATIONS = "{\"conversations\":[]}";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private Path programs;
  private Shell shell;
  private StartedServer server;
  private Process application;
  private String token;
  private String origin;
  private String builder;

  @BeforeEach
  void start() throws IOException {
    programs = InteropPackages.installed(Checkout.root(), "ConnectInteropIT");
    shell =
        new Shell(folder)
            .with("FREEHOLD_HOME", folder.resolve("home").toString())
            .with("FREEHOLD_PASSPHRASE", "correct horse battery staple")
            .with("FREEHOLD_SERVER_PORT", Integer.toString(FreePort.find()))
            .with("FREEHOLD_GATEWAY_PORT", "0")
            .with("FREEHOLD_RELAY_PORT", "0")
            .with("FREEHOLD_BLOBS_PORT", "0")
            .with("FREEHOLD_CONSOLE_PORT", "0")
            .with("FREEHOLD_EGRESS_ALLOW_LOOPBACK", "true");
    token = json(FREEHOLD + "init --json").path("token").asText();
    shell.with("FREEHOLD_TOKEN", token);
    server = new StartedServer(shell, FREEHOLD + "start --profile standalone");
    shell.with("FREEHOLD_URL", server.url("server"));
    shell.with("FREEHOLD_GATEWAY", server.url("gateway"));
    startApplication();
    put("instagram.profile", PROFILE);
    put("chatgpt.conversations", CONVERSATIONS);
  }

  @AfterEach
  void stop() {
    if (application != null) {
      application.destroyForcibly();
    }
    if (server != null) {
      server.close();
    }
  }

  private void startApplication() throws IOException {
    ObjectNode settings = JSON.createObjectNode();
    settings.put("privateKey", RunningServer.BUILDER_KEY);
    settings.put("relay", server.url("relay"));
    settings.put("gateway", server.url("gateway"));
    settings.put("account", server.url("console"));
    application =
        new ProcessBuilder("node", programs.resolve("application.mjs").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var in = application.getOutputStream()) {
      in.write(JSON.writeValueAsBytes(settings));
    }
    JsonNode ready = JSON.readTree(application.inputReader().readLine());
    origin = ready.path("origin").asText();
    builder = ready.path("granteeAddress").asText();
    Files.writeString(
        folder.resolve("builder.json"), "{\"privateKey\":\"" + RunningServer.BUILDER_KEY + "\"}");
    mustSucceed(FREEHOLD + "builders register --app-url " + origin + " --key builder.json");
  }

  private void put(String scope, String data) throws IOException {
    Files.writeString(folder.resolve("data.json"), data);
    mustSucceed(FREEHOLD + "data put " + scope + " data.json");
  }

  @Test
  void getsTheDataThatItsOwnerConnects() throws IOException {
    JsonNode session = application("connect", "{}");
    assertThat(poll(session).path("status").asText()).isEqualTo("pending");

    String said = mustSucceed(FREEHOLD + "connect '" + deepLink(session) + "' --yes");
    JsonNode outcome = application("outcome", sessionOf(session));
    JsonNode grant = outcome.path("grant");

    assertThat(said).contains("Example", origin, "instagram.profile", "chatgpt.conversations");
    assertThat(outcome.path("status").asText()).isEqualTo("approved");
    assertThat(grant.path("builderAddress").asText()).isEqualToIgnoringCase(builder);
    assertThat(grant.path("appUserId").asText()).isEqualTo("user-42");
    assertThat(grant.path("app_user_id").asText()).isEqualTo("user-42");
    JsonNode data = application("data", "{\"grant\":" + grant + "}");
    assertThat(data.path("instagram.profile").path("data")).isEqualTo(JSON.readTree(PROFILE));
    assertThat(data.path("chatgpt.conversations").path("data"))
        .isEqualTo(JSON.readTree(CONVERSATIONS));
    assertThat(application("signer", "{\"grantId\":" + grant.path("grantId") + "}").asText())
        .describedAs("who signed the grant, as viem sees it")
        .isEqualToIgnoringCase(grant.path("serverAddress").asText());
  }

  @Test
  void listsWhatThereIsAndReadsAnOlderVersion() throws IOException {
    JsonNode grant = approved();
    put("instagram.profile", PROFILE.replace("1234", "1235"));
    String url =
        application("server", "{\"address\":" + grant.path("serverAddress") + "}").asText();
    ObjectNode asked =
        JSON.createObjectNode().put("serverUrl", url).put("scope", "instagram.profile");

    JsonNode versions = application("versions", asked.toString()).path("versions");
    asked.set("grantId", grant.path("grantId"));
    asked.set("at", versions.get(1).path("collectedAt"));

    assertThat(application("scopes", asked.toString()).path("scopes")).hasSize(2);
    assertThat(versions).hasSize(2);
    assertThat(application("fetch", asked.toString()).path("data"))
        .isEqualTo(JSON.readTree(PROFILE));
  }

  @Test
  void isToldThatItsOwnerSaysNo() throws IOException {
    JsonNode session = application("connect", "{}");

    mustSucceed(FREEHOLD + "connect '" + deepLink(session) + "' --deny --reason 'not today'");
    JsonNode outcome = application("outcome", sessionOf(session));

    assertThat(outcome.path("status").asText()).isEqualTo("denied");
    assertThat(outcome.path("reason").asText()).isEqualTo("not today");
  }

  @Test
  void isRefusedOnceItsOwnerRevokes() throws IOException {
    JsonNode grant = approved();

    mustSucceed(FREEHOLD + "grants revoke " + grant.path("grantId").asText());
    JsonNode refused = application("data", "{\"grant\":" + grant + "}");

    assertThat(refused.path("code").asText()).isEqualTo("DATA_FETCH_FAILED");
    assertThat(refused.path("statusCode").asInt()).isEqualTo(410);
  }

  @Test
  void isToldAtItsWebhookAndKnowsWhoSaysSo() throws Exception {
    JsonNode relay = get(server.url("relay") + "/health");
    JsonNode grant = approved();
    mustSucceed(FREEHOLD + "grants revoke " + grant.path("grantId").asText());

    JsonNode told = toldTimes(2);

    assertThat(told.findValuesAsText("type"))
        .containsExactlyInAnyOrder("grant.approved", "grant.revoked");
    assertThat(told.get(0).path("body").path("grantId")).isEqualTo(grant.path("grantId"));
    assertThat(told.findValuesAsText("signer"))
        .allMatch(relay.path("identity").path("address").asText()::equalsIgnoreCase);
  }

  private JsonNode toldTimes(int times) throws Exception {
    JsonNode told = get(origin + "/try/told");
    for (int i = 0; told.size() < times && i < 300; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      told = get(origin + "/try/told");
    }
    assertThat(told).hasSize(times);
    return told;
  }

  @ParameterizedTest
  @ValueSource(strings = {"button", "hook"})
  void showsAPersonWhatBecameOfIt(String which) throws Exception {
    Process person = person(which);
    try (BufferedReader lines = person.inputReader()) {
      String link = JSON.readTree(lines.readLine()).path("connectUrl").asText();

      mustSucceed(FREEHOLD + "connect '" + deepLink(link) + "' --yes");
      JsonNode shown = JSON.readTree(lines.readLine());

      assertThat(shown.path("complaints")).isEmpty();
      assertThat(shown.path("text").asText())
          .contains(
              which.equals("button") ? "granted instagram.profile" : "\"username\": \"alice\"");
      assertThat(folder.resolve(which + "-outcome.png")).isNotEmptyFile();
    } finally {
      person.destroyForcibly();
    }
  }

  @Test
  void letsAPersonAnswerInTheBrowser() throws Exception {
    Process person = person("console");
    try (BufferedReader lines = person.inputReader()) {
      String link = JSON.readTree(lines.readLine()).path("connectUrl").asText();
      JsonNode shown = JSON.readTree(lines.readLine());

      assertThat(link).startsWith(server.url("console") + "/connect?");
      assertThat(shown.path("question").asText())
          .contains("\"Example\" asks to read your data.", origin, "instagram.profile")
          .contains("chatgpt.conversations");
      assertThat(shown.path("complaints")).isEmpty();
      assertThat(shown.path("text").asText()).contains("granted instagram.profile");
    } finally {
      person.destroyForcibly();
    }
  }

  private Process person(String which) throws IOException {
    List<String> browsers = List.of("chromium", "chromium-browser", "google-chrome");
    String browser =
        browsers.stream()
            .filter(name -> InteropPackages.ends(List.of(name, "--version")))
            .findFirst()
            .orElse("");
    InteropPackages.mustBe(!browser.isEmpty(), "ConnectInteropIT", "Chromium is not installed");
    var builder =
        new ProcessBuilder(
                "node",
                programs.resolve("browser.mjs").toString(),
                shell.run("command -v " + browser).out().strip(),
                origin,
                which,
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("FREEHOLD_TOKEN", token);
    return builder.start();
  }

  private JsonNode approved() throws IOException {
    JsonNode session = application("connect", "{}");
    mustSucceed(FREEHOLD + "connect '" + deepLink(session) + "' --yes");
    return application("outcome", sessionOf(session)).path("grant");
  }

  private JsonNode poll(JsonNode session) throws IOException {
    return application("poll", sessionOf(session));
  }

  private static String sessionOf(JsonNode session) {
    return "{\"sessionId\":" + session.path("sessionId") + "}";
  }

  private static String deepLink(JsonNode session) {
    return deepLink(session.path("connectUrl").asText());
  }

  /// The SDK shows the link of an account page, with what the deep link carries.
  private static String deepLink(String connectUrl) {
    return "vana://connect?" + URI.create(connectUrl).getRawQuery();
  }

  private JsonNode application(String act, String body) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(origin + "/try/" + act))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private JsonNode get(String url) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException {
    try {
      return JSON.readTree(
          http.send(
                  request.timeout(Duration.ofMinutes(1)).build(),
                  HttpResponse.BodyHandlers.ofByteArray())
              .body());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String mustSucceed(String command) {
    Shell.Done done = shell.run(command);
    assertThat(done.exitCode()).describedAs(command + done.out() + done.err()).isZero();
    return done.out();
  }

  private JsonNode json(String command) throws IOException {
    return JSON.readTree(mustSucceed(command));
  }
}
