package io.freehold.domain.storage;

import java.util.List;
import java.util.Optional;

/// Some of the blobs that a place keeps.
///
/// @param next what to ask with for those after them; empty at the end
public record BlobPage(List<ListedBlob> blobs, Optional<String> next) {
  public BlobPage {
    blobs = List.copyOf(blobs);
  }
}
