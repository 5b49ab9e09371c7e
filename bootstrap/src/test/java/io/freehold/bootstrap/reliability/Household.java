package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.bootstrap.acceptance.FreePort;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.domain.storage.MasterKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Servers of one owner: the first is the gateway and the storage of the others. All of them have
/// the owner's master key.
final class Household {
  private static final int ASKS_MAX = 480;

  private final Path folder;
  private final int gatewayPort = FreePort.find();
  private final int storagePort = FreePort.find();

  Household(Path folder) {
    this.folder = folder;
  }

  /// The storage role of the first server, as a backend.
  Map<String, String> vana() {
    return Map.of(
        "FREEHOLD_STORAGE_BACKEND",
        "vana",
        "FREEHOLD_STORAGE_CONFIG_VANA_URL",
        "http://127.0.0.1:" + storagePort);
  }

  /// @param backend and other settings
  Lab first(Map<String, String> backend) {
    Map<String, String> settings = withMasterKey(backend);
    settings.put("FREEHOLD_GATEWAY_PORT", Integer.toString(gatewayPort));
    settings.put("FREEHOLD_BLOBS_PORT", Integer.toString(storagePort));
    return new Lab(folder.resolve("first"), settings);
  }

  /// Another one, at the first one's gateway.
  Lab another(String home, Map<String, String> backend) {
    Map<String, String> settings = withMasterKey(backend);
    settings.put("FREEHOLD_GATEWAY_MODE", "remote");
    settings.put("FREEHOLD_GATEWAY_URL", "http://127.0.0.1:" + gatewayPort);
    settings.put("FREEHOLD_BLOBS_ENABLED", "false");
    return new Lab(folder.resolve(home), settings);
  }

  /// One that is its own gateway.
  Lab alone(String home, Map<String, String> backend) {
    return new Lab(folder.resolve(home), withMasterKey(backend));
  }

  private static Map<String, String> withMasterKey(Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("VANA_MASTER_KEY_SIGNATURE", Lab.OWNER.sign(MasterKey.SENTENCE).value());
    return settings;
  }

  /// What the server says of its synchronisation.
  static JsonNode status(Lab lab, StartedServer server) {
    return lab.owner(server).get("/v1/sync/status").json();
  }

  /// Waits until nothing is left to be synchronised, without an error.
  static void mustBeAtRest(Lab lab, StartedServer server) throws InterruptedException {
    JsonNode status = status(lab, server);
    for (int i = 0; i < ASKS_MAX && !isAtRest(status); i++) {
      TimeUnit.MILLISECONDS.sleep(250);
      status = status(lab, server);
    }
    assertThat(isAtRest(status)).describedAs(status.toPrettyString()).isTrue();
  }

  /// Before its first cycle a server does not know what waits.
  private static boolean isAtRest(JsonNode status) {
    return !status.path("syncing").asBoolean()
        && !status.path("lastSync").isNull()
        && status.path("lastError").isNull()
        && status.path("errorCount").asLong() == 0
        && status.path("pendingFiles").asLong() + status.path("pendingRemovals").asLong() == 0;
  }
}
