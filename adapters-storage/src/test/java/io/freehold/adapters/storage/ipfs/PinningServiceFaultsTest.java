package io.freehold.adapters.storage.ipfs;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.HttpBackendContract;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.storage.BlobUrl;
import java.util.Map;

class PinningServiceFaultsTest extends HttpBackendContract {
  @Override
  protected StorageBackend at(Origin service, BackendHttp http, Limits limits) {
    return IpfsStorage.of(
        new BackendSettings(
            "ipfs",
            Map.of(
                "ipfs.pinning.url", service.value(),
                "ipfs.pinning.jwt", SECRET,
                "ipfs.gatewayUrl", service.value()),
            false),
        http);
  }

  @Override
  protected BlobUrl blobAt(Origin service) {
    return new BlobUrl("ipfs://bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
  }
}
