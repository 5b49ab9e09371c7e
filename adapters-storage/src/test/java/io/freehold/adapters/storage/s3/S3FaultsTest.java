package io.freehold.adapters.storage.s3;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.HttpBackendContract;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.storage.BlobUrl;
import java.util.Map;
import java.util.Optional;

class S3FaultsTest extends HttpBackendContract {
  @Override
  protected StorageBackend at(Origin service, BackendHttp http, Limits limits) {
    return S3Storage.of(
        new BackendSettings(
            "s3",
            Map.of(
                "s3.endpoint", service.value(),
                "s3.bucket", "blobs",
                "s3.region", "eu-1",
                "s3.accessKeyId", "AKID",
                "s3.secretAccessKey", SECRET),
            false),
        http,
        () -> Optional.of(Cast.OWNER),
        Cast.CLOCK,
        limits);
  }

  @Override
  protected BlobUrl blobAt(Origin service) {
    return new BlobUrl("s3://blobs/" + Cast.OWNER + "/instagram.profile/2026-01-21T10-00-00Z");
  }
}
