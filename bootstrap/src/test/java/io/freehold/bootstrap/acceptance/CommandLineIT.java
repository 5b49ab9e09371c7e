package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands as scripts use them: exit codes, JSON, and words that help.
class CommandLineIT {
  private static final String FREEHOLD = "'" + Checkout.launcher() + "' ";

  @TempDir private Path folder;

  private Shell shell;
  private StartedServer server;

  @BeforeEach
  void start() throws IOException {
    shell =
        new Shell(folder)
            .with("FREEHOLD_HOME", folder.resolve("home").toString())
            .with("FREEHOLD_PASSPHRASE", "correct horse battery staple")
            .with("FREEHOLD_SERVER_PORT", "0")
            .with("FREEHOLD_GATEWAY_PORT", "0")
            .with("FREEHOLD_CONSOLE_PORT", "0");
    JsonNode made = json(shell.run(FREEHOLD + "init --json"));
    shell.with("FREEHOLD_TOKEN", made.path("token").asText());
    server = new StartedServer(shell, FREEHOLD + "start --log json");
    shell.with("FREEHOLD_URL", server.url("server"));
    shell.with("FREEHOLD_GATEWAY", server.url("gateway"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void speaksJsonToScripts() throws IOException {
    Files.writeString(folder.resolve("profile.json"), "{\"username\":\"alice\",\"n\":1.10}");
    assertThat(
            json(shell.run(FREEHOLD + "data put instagram.profile profile.json --json"))
                .path("status")
                .asText())
        .isEqualTo("stored");
    assertThat(shell.run(FREEHOLD + "data get instagram.profile").out())
        .endsWith("\"data\":{\"username\":\"alice\",\"n\":1.10}}\n");
    assertThat(json(shell.run(FREEHOLD + "data list --json")).path("total").asInt()).isEqualTo(1);
    JsonNode builder =
        json(
            shell.run(
                FREEHOLD
                    + "builders register --app-url https://a.example.com --key b.json --json"));
    String address = builder.path("data").path("granteeAddress").asText();
    assertThat(json(shell.run(FREEHOLD + "builders show " + address + " --json")).path("data"))
        .isNotEmpty();
    JsonNode grant =
        json(
            shell.run(
                FREEHOLD + "grants create --to " + address + " --scope instagram.profile --json"));
    String id = grant.path("grantId").asText();
    assertThat(
            shell
                .run(FREEHOLD + "data get instagram.profile --key b.json --grant " + id)
                .exitCode())
        .isZero();
    assertThat(
            json(shell.run(FREEHOLD + "grants revoke " + id + " --json")).path("status").asText())
        .isEqualTo("revoked");
    Shell.Done refused =
        shell.run(FREEHOLD + "data get instagram.profile --key b.json --grant " + id);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("410 GRANT_REVOKED");
    assertThat(
            json(shell.run(FREEHOLD + "grants list --json"))
                .path("grants")
                .get(0)
                .path("state")
                .asText())
        .isEqualTo("revoked");
    assertThat(json(shell.run(FREEHOLD + "logs --json")).path("logs").get(0).path("outcome"))
        .isNotNull();
    assertThat(shell.run(FREEHOLD + "data delete instagram.profile --yes").exitCode()).isZero();
    assertThat(shell.run(FREEHOLD + "data get instagram.profile").exitCode()).isEqualTo(1);
    assertThat(json(shell.run(FREEHOLD + "audit verify --json")).path("valid").asBoolean())
        .isTrue();
  }

  @Test
  void registersASchemaAndHoldsDataToIt() throws IOException {
    Files.writeString(
        folder.resolve("steps.schema.json"),
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
         "required":["steps"],"properties":{"steps":{"type":"integer","minimum":0}}}
        """);
    assertThat(shell.run("echo '{\"steps\":5}' | " + FREEHOLD + "data put watch.steps").err())
        .contains("NO_SCHEMA");

    assertThat(shell.run(FREEHOLD + "schemas add watch.steps steps.schema.json").exitCode())
        .isZero();

    assertThat(shell.run("echo '{\"steps\":5}' | " + FREEHOLD + "data put watch.steps").exitCode())
        .isZero();
    Shell.Done refused = shell.run("echo '{\"steps\":-1}' | " + FREEHOLD + "data put watch.steps");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("/steps");
    assertThat(shell.run(FREEHOLD + "schemas list").out())
        .contains("watch.steps", "instagram.profile");
  }

  @Test
  void makesAndEndsTokens() throws IOException {
    String token = shell.run(FREEHOLD + "tokens create phone --days 30").out().strip();
    assertThat(token).startsWith("fho_");
    JsonNode listed = json(shell.run(FREEHOLD + "tokens list --json")).path("tokens");
    assertThat(listed).hasSize(2);
    String id = "";
    for (JsonNode known : listed) {
      if (known.path("name").asText().equals("phone")) {
        id = known.path("id").asText();
      }
    }

    assertThat(shell.run("FREEHOLD_TOKEN=" + token + " " + FREEHOLD + "data list").exitCode())
        .isZero();
    assertThat(shell.run(FREEHOLD + "tokens revoke " + id).exitCode()).isZero();

    assertThat(shell.run("FREEHOLD_TOKEN=" + token + " " + FREEHOLD + "data list").err())
        .contains("401");
  }

  @Test
  void saysHowItIs() throws IOException {
    assertThat(shell.run(FREEHOLD + "status").out()).contains("ready    yes");
    Shell.Done doctor = shell.run(FREEHOLD + "doctor --json");
    assertThat(doctor.exitCode()).describedAs(doctor.out()).isZero();
    for (JsonNode check : json(doctor)) {
      assertThat(check.path("ok").asBoolean()).describedAs(check.toString()).isTrue();
    }
    assertThat(server.stop()).isZero();
    assertThat(shell.run(FREEHOLD + "status").exitCode()).isEqualTo(1);
    assertThat(shell.run(FREEHOLD + "doctor").out()).contains("BAD  server");
  }

  @Test
  void refusesToGiveAServerASecondOwner() {
    assertThat(server.stop()).isZero();

    Shell.Done again = shell.run(FREEHOLD + "init");

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("belongs to");
  }

  private static JsonNode json(Shell.Done done) throws IOException {
    assertThat(done.exitCode()).describedAs(done.out() + done.err()).isZero();
    return new JsonMapper().readTree(done.out());
  }
}
