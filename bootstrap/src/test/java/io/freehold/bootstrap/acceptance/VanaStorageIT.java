package io.freehold.bootstrap.acceptance;

import io.freehold.adapters.storage.StorageAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.InMemoryOAuthTokens;
import io.freehold.application.testing.StorageBackendContract;
import io.freehold.domain.storage.BlobKey;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The storage backend `vana` against the storage role of a whole server, with real signatures
/// (§4.1.7).
class VanaStorageIT extends StorageBackendContract {
  @TempDir private Path home;

  private RunningServer server;
  private Vertx vertx;
  private StorageAdapter adapter;
  private String service;

  @BeforeEach
  void start() {
    server = RunningServer.at(home);
    vertx = Vertx.vertx();
    service = server.url("storage");
    adapter =
        StorageAdapter.open(
            new StorageAdapter.Settings("vana", Map.of("vana.url", service), false),
            new StorageAdapter.Tools(
                vertx,
                Limits.DEFAULT,
                InstantSource.system(),
                server.owner,
                () -> Optional.of(Cast.OWNER),
                new InMemoryOAuthTokens()));
  }

  @AfterEach
  void stop() {
    adapter.close();
    vertx.close().await();
    server.close();
  }

  @Override
  protected StorageBackend backend() {
    return adapter.selected().orElseThrow();
  }

  @Override
  protected String addressOf(BlobKey key) {
    return service + "/v1/blobs/" + key.text();
  }

  @Override
  protected String elsewhere(String address) {
    return address.replace(service, "https://storage.example.org");
  }

  @Override
  protected boolean keepsForOthers() {
    return false;
  }
}
