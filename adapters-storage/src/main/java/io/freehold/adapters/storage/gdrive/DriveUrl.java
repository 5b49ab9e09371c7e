package io.freehold.adapters.storage.gdrive;

import io.freehold.domain.storage.BlobUrl;
import java.util.Optional;
import java.util.regex.Pattern;

/// The address of a file of Drive: `gdrive://{fileId}` (§4.1.7).
final class DriveUrl {
  private static final String SCHEME = "gdrive://";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,200}");

  private DriveUrl() {}

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static BlobUrl of(String id) {
    return new BlobUrl(SCHEME + id);
  }

  /// Empty for whatever is no such address. Nothing that is not an id gets into a request.
  static Optional<String> idIn(BlobUrl url) {
    return Optional.of(url.value())
        .filter(text -> text.startsWith(SCHEME))
        .map(text -> text.substring(SCHEME.length()))
        .filter(DriveUrl::isId);
  }
}
