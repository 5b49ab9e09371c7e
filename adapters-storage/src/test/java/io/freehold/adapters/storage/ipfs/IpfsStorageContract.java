package io.freehold.adapters.storage.ipfs;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.Counterpart;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.StorageBackendContract;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Against blocks and content addresses of a program that others wrote.
abstract class IpfsStorageContract extends StorageBackendContract {
  @TempDir private static Path folder;

  private static Vertx vertx;
  private static Counterpart program;

  private BackendHttp http;
  private StorageBackend backend;

  /// @param program where the program listens
  abstract Map<String, String> settings(String program);

  @BeforeAll
  static void startProgram() {
    program = Counterpart.start("ipfs", folder);
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopProgram() {
    if (vertx != null) {
      vertx.close().await();
      program.close();
    }
  }

  @BeforeEach
  void start() {
    http = new BackendHttp(vertx, Limits.DEFAULT, Cast.CLOCK);
    backend = IpfsStorage.of(new BackendSettings("ipfs", settings(program.address()), false), http);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Override
  protected StorageBackend backend() {
    return backend;
  }

  @Override
  protected boolean hasKeys() {
    return false;
  }

  @Override
  protected String addressOf(BlobKey key) {
    return "ipfs://b[a-z2-7]{58}";
  }

  @Override
  protected BlobUrl absent() {
    return new BlobUrl("ipfs://bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
  }

  @Override
  protected String elsewhere(String address) {
    return address.replace("ipfs://", "https://gateway.example.org/ipfs/");
  }
}
