package io.freehold.adapters.storage.s3;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.Counterpart;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.StorageBackendContract;
import io.freehold.domain.storage.BlobKey;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Against a program that others wrote: it knows the requests, keys, pages and errors of S3. It
/// ignores conditions, and has the real time.
class S3CounterpartTest extends StorageBackendContract {
  @TempDir private static Path folder;

  private static Vertx vertx;
  private static Counterpart program;
  private static int tests;

  private BackendHttp http;
  private StorageBackend backend;

  @BeforeAll
  static void startProgram() {
    program = Counterpart.start("s3rver", folder);
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
    http = new BackendHttp(vertx, Limits.DEFAULT, InstantSource.system());
    backend =
        S3Storage.of(
            new BackendSettings(
                "s3",
                Map.of(
                    "s3.endpoint", program.address(),
                    "s3.bucket", "blobs",
                    "s3.prefix", "test-" + tests++,
                    "s3.region", "us-east-1",
                    "s3.accessKeyId", "S3RVER",
                    "s3.secretAccessKey", "S3RVER"),
                false),
            http,
            () -> Optional.of(Cast.OWNER),
            InstantSource.system(),
            Limits.DEFAULT);
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
  protected String addressOf(BlobKey key) {
    return "s3://blobs/test-\\d+/" + key.text();
  }

  @Override
  protected String elsewhere(String address) {
    return address.replace("s3://blobs/", "s3://blobs2/");
  }
}
