package io.freehold.adapters.storage.ipfs;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.HttpBackendContract;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.util.Map;

class KuboFaultsTest extends HttpBackendContract {
  @Override
  protected StorageBackend at(Origin service, BackendHttp http, Limits limits) {
    return IpfsStorage.of(
        new BackendSettings(
            "ipfs",
            Map.of("ipfs.url", service.value(), "ipfs.authorization", "Bearer " + SECRET),
            false),
        http);
  }

  @Override
  protected BlobUrl blobAt(Origin service) {
    return new BlobUrl("ipfs://bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
  }

  /// There is no such route: it is another service.
  @Override
  protected Reason missing() {
    return Reason.NOT_ALLOWED;
  }
}
