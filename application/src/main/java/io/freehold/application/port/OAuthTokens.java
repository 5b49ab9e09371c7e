package io.freehold.application.port;

import io.freehold.domain.storage.OAuthToken;
import java.util.Optional;

/// The owner's consents at storage services, one for each service (§4.1.8). What is kept can be
/// read by nobody who has not the owner's master key as well (threats T48, T68).
public interface OAuthTokens {
  /// Empty as well when what is kept cannot be opened any more: then the owner consents again.
  ///
  /// @param service as the settings name the backend: `gdrive`, `dropbox`
  Optional<OAuthToken> find(String service);

  /// Puts a token in the place of the one before, at once. It is on disk when this returns.
  void keep(String service, OAuthToken token);

  /// False when there was none.
  boolean forget(String service);
}
