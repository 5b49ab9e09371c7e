package io.freehold.domain.storage;

import java.net.URI;
import java.net.URISyntaxException;

/// The canonical address of an encrypted blob, as the file registry keeps it (§4.1.7).
///
/// @param value an absolute URI of at most 2,048 characters: `https://…/v1/blobs/…`,
///   `gdrive://{fileId}`, `dropbox://{path}`, `ipfs://{cid}`, `s3://{bucket}/{key}`,
///   `local://{folder name}/{key}`
public record BlobUrl(String value) {
  private static final int CHARACTERS_MAX = 2_048;

  public BlobUrl {
    if (value.length() > CHARACTERS_MAX || !isAbsolute(value)) {
      throw new IllegalArgumentException("not the address of a blob");
    }
  }

  private static boolean isAbsolute(String text) {
    try {
      return new URI(text).getScheme() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  public URI uri() {
    return URI.create(value);
  }

  /// In lower case.
  public String scheme() {
    return uri().getScheme().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
