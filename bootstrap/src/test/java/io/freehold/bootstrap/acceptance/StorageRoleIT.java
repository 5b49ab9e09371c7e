package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.port.Signer;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.RequestSigner;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The storage role of a whole server, with real signatures (§4.1.7.1).
class StorageRoleIT {
  private static final byte[] BYTES = "ciphertext".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private static ApiClient client(String origin, Signer signer) {
    return new ApiClient(
        origin, new Credential.Signed(new RequestSigner(signer, InstantSource.system())));
  }

  private static Answer put(ApiClient client, String path, byte[] bytes) {
    return client.send("PUT", path, bytes, Map.of());
  }

  private static String blob(RunningServer server, String name) {
    return "/v1/blobs/" + server.owner.address() + "/instagram.profile/" + name;
  }

  private static void register(RunningServer server, Signer other) {
    var message =
        new ServerRegistration(
            server.owner.address(), other.address(), other.publicKey(), "https://b.example.com");
    Answer answer =
        server
            .gateway()
            .as(new Credential.Header("Web3Signed " + server.owner.sign(message).value()))
            .post(
                "/v1/servers",
                "{\"ownerAddress\":\"%s\",\"serverAddress\":\"%s\",\"publicKey\":\"%s\",\"serverUrl\":\"%s\"}"
                    .formatted(
                        message.owner(),
                        message.server(),
                        message.publicKey(),
                        message.serverUrl()));
    assertThat(answer.status()).isEqualTo(201);
  }

  @Test
  void keepsBlobsForItsOwnerAndTheOwnersServers() {
    try (var server = RunningServer.at(folder)) {
      String origin = server.url("storage");
      ApiClient owner = client(origin, server.owner);
      ApiClient other = client(origin, server.builder);
      String path = blob(server, "2026-01-21T10:00:00Z");

      assertThat(put(other, path, BYTES).status()).isEqualTo(403);
      register(server, server.builder);
      Answer stored = put(other, path, BYTES);

      assertThat(stored.status()).isEqualTo(200);
      assertThat(stored.json().path("url").asText())
          .isEqualTo(origin + blob(server, "2026-01-21T10-00-00Z"));
      assertThat(owner.get(path).body()).isEqualTo(BYTES);
      assertThat(client(origin, server.stranger()).get(path).status()).isEqualTo(403);
      assertThat(owner.delete(path).status()).isEqualTo(200);
      assertThat(owner.get(path).status()).isEqualTo(404);
    }
  }

  @Test
  void streamsALargeBlobInAndOut() {
    byte[] bytes = new byte[30 << 20];
    new Random(1).nextBytes(bytes);
    try (var server = RunningServer.at(folder)) {
      ApiClient owner = client(server.url("storage"), server.owner);
      String path = blob(server, "large");

      assertThat(put(owner, path, bytes).status()).isEqualTo(200);

      assertThat(owner.get(path).body()).isEqualTo(bytes);
    }
  }

  @Test
  void keepsThemOverARestart() {
    String path;
    try (var server = RunningServer.at(folder)) {
      path = blob(server, "1");
      assertThat(put(client(server.url("storage"), server.owner), path, BYTES).status())
          .isEqualTo(200);
    }
    try (var server = RunningServer.at(folder)) {
      assertThat(client(server.url("storage"), server.owner).get(path).body()).isEqualTo(BYTES);
    }
  }

  /// The storage keeps no access log to tell when it was used last; the clock stands still.
  @Test
  void takesAnUploadOnceEvenAcrossARestart() {
    var clock = InstantSource.fixed(Instant.ofEpochSecond(1_770_000_000));
    var settings = Map.of("FREEHOLD_BLOBS_ORIGIN", "https://blobs.example.com");
    String path;
    Credential captured;
    try (var server = RunningServer.at(folder, settings, clock)) {
      path = blob(server, "1");
      captured =
          new Credential.Header(
              new RequestSigner(server.owner, clock)
                  .header("https://blobs.example.com", "PUT", path, BYTES));
      assertThat(put(storage(server).as(captured), path, BYTES).status()).isEqualTo(200);
      assertThat(put(storage(server).as(captured), path, BYTES).status()).isEqualTo(401);
    }
    try (var server = RunningServer.at(folder, settings, clock)) {
      assertThat(put(storage(server).as(captured), path, BYTES).status()).isEqualTo(401);
    }
  }

  private static ApiClient storage(RunningServer server) {
    return new ApiClient(server.url("storage"), new Credential.None());
  }

  @Test
  void isNotThereWhereTheSettingsTurnItOff() {
    try (var server = RunningServer.at(folder, Map.of("FREEHOLD_BLOBS_ENABLED", "false"))) {
      assertThatThrownBy(() -> server.url("storage")).isInstanceOf(NullPointerException.class);
      assertThat(server.anybody().get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void goesByTheNameInItsSettings() {
    try (var server =
        RunningServer.at(folder, Map.of("FREEHOLD_BLOBS_ORIGIN", "https://blobs.example.com"))) {
      String origin = server.url("storage");
      String path = blob(server, "1");
      String header =
          new RequestSigner(server.owner, InstantSource.system())
              .header("https://blobs.example.com", "PUT", path, BYTES);

      Answer stored = put(new ApiClient(origin, new Credential.Header(header)), path, BYTES);

      assertThat(stored.json().path("url").asText()).isEqualTo("https://blobs.example.com" + path);
      assertThat(client(origin, server.owner).get(path).status()).isEqualTo(401);
    }
  }
}
