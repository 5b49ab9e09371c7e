package io.freehold.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.bootstrap.config.ConfigLoader;
import io.freehold.bootstrap.config.ServerConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that cannot be opened leaves nothing behind: not the lock of the home, not a thread.
class PersonalServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path home;

  private ServerConfig config(Map<String, String> more) {
    var environment = new HashMap<String, String>();
    environment.put("FREEHOLD_HOME", home.toString());
    environment.put("FREEHOLD_SERVER_HOST", "127.0.0.1");
    environment.put("FREEHOLD_SERVER_PORT", "0");
    environment.putAll(more);
    return new ConfigLoader(environment).load();
  }

  private PersonalServer open(ServerConfig config) {
    return PersonalServer.open(config, InstantSource.system(), new Random(1));
  }

  private PersonalServer start(ServerConfig config) {
    return PersonalServer.start(config, InstantSource.system(), new Random(1));
  }

  private static Set<Thread> threads() {
    return Set.copyOf(Thread.getAllStackTraces().keySet());
  }

  private static void assertEnded(Set<Thread> before) throws InterruptedException {
    for (Thread thread : threads()) {
      if (!before.contains(thread) && thread.getName().startsWith("vert")) {
        assertThat(thread.join(PATIENCE)).as(thread.getName()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "gateway"})
  void opensAgainAfterAKeyFileThatWasDamagedIsWholeAgain(String name) throws Exception {
    ServerConfig config = config(Map.of());
    open(config).close();
    Path file = home.resolve("keys").resolve(name + ".json");
    String good = Files.readString(file);
    Set<Thread> before = threads();

    Files.writeString(file, "{");
    assertThatThrownBy(() -> open(config)).hasMessageContaining("restore it from a backup");
    assertEnded(before);

    Files.writeString(file, good);
    open(config).close();
  }

  @Test
  void opensAgainAfterAStorageThatCannotBeMade() throws Exception {
    Set<Thread> before = threads();

    assertThatThrownBy(() -> open(config(Map.of("FREEHOLD_STORAGE_BACKEND", "moon"))))
        .hasMessageContaining("storage.backend");
    assertEnded(before);

    open(config(Map.of())).close();
  }

  @Test
  void startsAgainAfterAPortThatWasTaken() throws Exception {
    Set<Thread> before = threads();
    try (var taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());

      assertThatThrownBy(() -> start(config(Map.of("FREEHOLD_RELAY_PORT", port))))
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("relay.port");
    }
    assertEnded(before);

    start(config(Map.of())).close();
  }

  @Test
  void reachesItsOwnStorageWhereverThatListens() throws IOException {
    var elsewhere =
        Map.of(
            "FREEHOLD_STORAGE_BACKEND",
            "vana",
            "FREEHOLD_BLOBS_HOST",
            "127.0.0.2",
            "FREEHOLD_TLS_ALLOW_PLAIN_HTTP",
            "true");

    try (PersonalServer server = start(config(elsewhere))) {
      assertThat(server.storageBackends().selected().orElseThrow().place())
          .isEqualTo("vana " + server.origin("storage"));
      assertThat(server.origin("storage").host()).isEqualTo("127.0.0.2");
    }
  }

  @Test
  void callsItsOwnStorageByTheNameThatItHasForTheWorld() {
    var named =
        Map.of(
            "FREEHOLD_STORAGE_BACKEND", "vana",
            "FREEHOLD_BLOBS_ORIGIN", "https://blobs.example.com");

    try (PersonalServer server = open(config(named))) {
      assertThat(server.storageBackends().selected().orElseThrow().place())
          .isEqualTo("vana https://blobs.example.com");
    }
  }
}
