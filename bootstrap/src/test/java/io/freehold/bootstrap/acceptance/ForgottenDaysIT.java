package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An owner who keeps the access log for thirty days (threat T54), on the command line.
class ForgottenDaysIT {
  private static final String FREEHOLD = "'" + Checkout.launcher() + "' ";
  private static final Duration AWHILE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void areNoPartOfTheLogAndTheChainStillHolds() throws Exception {
    Map<String, String> settings =
        Map.of(
            "FREEHOLD_HOME", folder.resolve("home").toString(),
            "FREEHOLD_PASSPHRASE", "correct horse battery staple",
            "FREEHOLD_SERVER_PORT", "0",
            "FREEHOLD_GATEWAY_PORT", "0",
            "FREEHOLD_CONSOLE_ENABLED", "false",
            "FREEHOLD_BLOBS_ENABLED", "false",
            "FREEHOLD_RELAY_ENABLED", "false");
    var shell = new Shell(folder);
    settings.forEach(shell::with);
    String token = json(shell.run(FREEHOLD + "init --json")).path("token").asText();
    shell.with("FREEHOLD_TOKEN", token);
    Instant then = Instant.now().minus(Duration.ofDays(40));
    askThreeTimesAt(then, settings);
    askThreeTimesAt(then.plus(Duration.ofDays(5)), settings);

    try (var server = new StartedServer(shell, FREEHOLD + "start --log json")) {
      shell.with("FREEHOLD_URL", server.url("server"));
      Shell.Done whole = shell.run(FREEHOLD + "audit verify");
      assertThat(whole.out()).contains("the chain holds").doesNotContain("begins after");
      keepWhatIsSigned(shell, "then.json");
      assertThat(server.stop()).isZero();
    }
    shell.with("FREEHOLD_ACCESS_LOG_KEPT_DAYS", "30");
    shell.with("FREEHOLD_LIMITS_FORGETTING_INTERVAL", "1s");
    try (var server = new StartedServer(shell, FREEHOLD + "start --log json")) {
      shell.with("FREEHOLD_URL", server.url("server"));
      Instant end = Instant.now().plus(AWHILE);
      Shell.Done verified = shell.run(FREEHOLD + "audit verify");
      while (!verified.out().contains("begins after") && Instant.now().isBefore(end)) {
        verified = shell.run(FREEHOLD + "audit verify");
      }

      assertThat(verified.out())
          .contains("the chain holds")
          .contains("begins after line 3: days up to " + then.toString().substring(0, 10));
      assertThat(verified.exitCode()).isZero();
      assertThat(json(shell.run(FREEHOLD + "logs --json")).path("logs").findValues("sequence"))
          .allMatch(sequence -> sequence.asLong() > 3);
      holdsWhatWasNoted(shell);
      assertThat(server.stop()).isZero();
    }
    assertThat(shell.run(FREEHOLD + "fsck").out()).contains("clean");
  }

  /// Lines are signed every second.
  private void keepWhatIsSigned(Shell shell, String file) throws IOException {
    Instant end = Instant.now().plus(AWHILE);
    JsonNode kept = json(shell.run(FREEHOLD + "audit verify --json | tee " + file));
    while (kept.path("signedHead").path("sequence").asLong() <= 6 && Instant.now().isBefore(end)) {
      kept = json(shell.run(FREEHOLD + "audit verify --json | tee " + file));
    }
    assertThat(kept.path("signedHead").path("signature").asText()).startsWith("0x");
  }

  private static String head(long sequence, Instant signedAt) {
    return "{\"signedHead\":{\"sequence\":%d,\"hash\":\"%s\",\"signedAt\":\"%s\"}}"
        .formatted(sequence, "ab".repeat(32), signedAt);
  }

  private void holdsWhatWasNoted(Shell shell) throws IOException {
    Shell.Done same = shell.run(FREEHOLD + "audit verify --since then.json");
    assertThat(same.out()).contains("is the one that was noted");
    assertThat(same.exitCode()).isZero();
    Files.writeString(
        folder.resolve("old.json"), head(2, Instant.now().minus(Duration.ofDays(40))));
    Shell.Done gone = shell.run(FREEHOLD + "audit verify --since old.json");
    assertThat(gone.out()).contains("line 2, noted, was forgotten since");
    assertThat(gone.exitCode()).isZero();
    Files.writeString(folder.resolve("early.json"), head(2, Instant.now()));
    Shell.Done early = shell.run(FREEHOLD + "audit verify --since early.json");
    assertThat(early.out())
        .contains(
            "the chain is BROKEN", "line 2, noted, is gone before its day was to be forgotten");
    assertThat(early.exitCode()).isEqualTo(1);
    Files.writeString(folder.resolve("other.json"), head(4, Instant.now()));
    Shell.Done other = shell.run(FREEHOLD + "audit verify --since other.json");
    assertThat(other.out()).contains("the chain is BROKEN", "line 4 is not the one that was noted");
    assertThat(other.exitCode()).isEqualTo(1);
    Files.writeString(folder.resolve("none.json"), "{}");
    Shell.Done none = shell.run(FREEHOLD + "audit verify --since none.json");
    assertThat(none.err()).contains("none.json has no signed head in it");
    assertThat(none.exitCode()).isEqualTo(1);
  }

  private static void askThreeTimesAt(Instant time, Map<String, String> settings) {
    var config = new ConfigLoader(settings).load();
    try (var server = PersonalServer.start(config, () -> time, new SecureRandom())) {
      var client = new ApiClient(server.origin("server").value(), new Credential.None());
      for (int i = 0; i < 3; i++) {
        assertThat(client.get("/v1/data").status()).isEqualTo(401);
      }
    }
  }

  private static JsonNode json(Shell.Done done) throws IOException {
    return JsonMapper.builder().build().readTree(done.out());
  }
}
