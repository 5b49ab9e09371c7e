package io.freehold.architecture.planted.domain.grant;

/// Innocent: a grant that is not believed yet.
public record SignedGrant(String innocent) {
  public Grant believed() {
    return new Grant(innocent);
  }
}
