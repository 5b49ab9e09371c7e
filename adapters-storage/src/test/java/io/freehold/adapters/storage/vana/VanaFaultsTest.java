package io.freehold.adapters.storage.vana;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.HttpBackendContract;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.storage.BlobUrl;
import java.util.Optional;

class VanaFaultsTest extends HttpBackendContract {
  @Override
  protected StorageBackend at(Origin service, BackendHttp http, Limits limits) {
    return new VanaStorage(
        service, http, Cast.SERVER_KEY, () -> Optional.of(Cast.OWNER), Cast.CLOCK);
  }

  @Override
  protected BlobUrl blobAt(Origin service) {
    return new BlobUrl(
        service + "/v1/blobs/" + Cast.OWNER + "/instagram.profile/2026-01-21T10-00-00Z");
  }
}
