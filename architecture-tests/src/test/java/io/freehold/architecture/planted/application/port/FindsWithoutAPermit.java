package io.freehold.architecture.planted.application.port;

import io.freehold.architecture.planted.domain.data.StoredFile;
import java.util.Optional;

/// A port that gives data to anybody.
public interface FindsWithoutAPermit {
  Optional<StoredFile> find(String scope);
}
