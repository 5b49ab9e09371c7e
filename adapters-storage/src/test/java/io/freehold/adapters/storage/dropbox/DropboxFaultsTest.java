package io.freehold.adapters.storage.dropbox;

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
import java.util.Optional;

class DropboxFaultsTest extends HttpBackendContract {
  @Override
  protected StorageBackend at(Origin service, BackendHttp http, Limits limits) {
    var tokens = new InMemoryOAuthTokens();
    tokens.keep(
        "dropbox",
        new OAuthToken(
            "account",
            new Secret(SECRET),
            new Secret(SECRET + "-refresh"),
            Cast.NOW.plus(Duration.ofHours(1))));
    return DropboxStorage.of(
        new BackendSettings(
            "dropbox",
            Map.of(
                "dropbox.clientId",
                "id",
                "dropbox.clientSecret",
                SECRET,
                "dropbox.tokenUrl",
                service + "/token",
                "dropbox.apiUrl",
                service.value(),
                "dropbox.uploadUrl",
                service.value()),
            false),
        http,
        tokens,
        () -> Optional.of(Cast.OWNER),
        Cast.CLOCK,
        limits);
  }

  @Override
  protected BlobUrl blobAt(Origin service) {
    return new BlobUrl(
        "dropbox:///Freehold/" + Cast.OWNER + "/instagram.profile/2026-01-21T10-00-00Z");
  }
}
