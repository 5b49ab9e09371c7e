package io.freehold.adapters.storage.gdrive;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.HttpBackendContract;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.InMemoryOAuthTokens;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.OAuthToken;
import java.time.Duration;
import java.util.Map;

class GoogleDriveFaultsTest extends HttpBackendContract {
  @Override
  protected StorageBackend at(Origin service, BackendHttp http, Limits limits) {
    var tokens = new InMemoryOAuthTokens();
    tokens.keep(
        "gdrive",
        new OAuthToken(
            "account",
            new Secret(SECRET),
            new Secret(SECRET + "-refresh"),
            Cast.NOW.plus(Duration.ofHours(1))));
    return GoogleDriveStorage.of(
        new BackendSettings(
            "gdrive",
            Map.of(
                "gdrive.clientId", "id",
                "gdrive.clientSecret", SECRET,
                "gdrive.tokenUrl", service + "/token",
                "gdrive.apiUrl", service + "/drive/v3",
                "gdrive.uploadUrl", service + "/upload/drive/v3"),
            false),
        http,
        tokens,
        Cast.CLOCK,
        limits);
  }

  @Override
  protected BlobUrl blobAt(Origin service) {
    return new BlobUrl("gdrive://1Drive-file_0001");
  }
}
