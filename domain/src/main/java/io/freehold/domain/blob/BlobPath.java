package io.freehold.domain.blob;

import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import java.util.OptionalLong;

/// Under which key a blob is kept (§4.1.7.1). Keys that name a chain are apart from those that do
/// not, and of one chain from those of another.
public record BlobPath(Address owner, OptionalLong chainId, Scope scope, BlobName name) {
  public BlobPath {
    if (chainId.isPresent() && chainId.getAsLong() < 1) {
      throw new IllegalArgumentException("a chain id is a whole number from 1 on");
    }
  }

  /// `{owner}/{scope}/{name}`.
  public String key() {
    return owner + "/" + scope + "/" + name;
  }

  /// The path of its address; no character of it needs to be escaped.
  public String urlPath() {
    return chainId.isPresent()
        ? "/v1/chains/" + chainId.getAsLong() + "/blobs/" + key()
        : "/v1/blobs/" + key();
  }

  @Override
  public String toString() {
    return urlPath();
  }
}
