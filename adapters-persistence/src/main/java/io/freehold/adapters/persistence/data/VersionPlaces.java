package io.freehold.adapters.persistence.data;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// Where versions belong that come from elsewhere, and whether they are what they are said to be.
public final class VersionPlaces {
  private final DataTree tree;

  public VersionPlaces(Path home) {
    this.tree = new DataTree(home.resolve("data"));
  }

  public Path fileOf(Scope scope, CollectedAt version) {
    return tree.fileOf(scope, version);
  }

  /// Above the file, highest first.
  public List<Path> foldersTo(Scope scope) {
    return tree.foldersTo(scope);
  }

  /// Reads an envelope to its end. An IllegalArgumentException says why it is not this version's.
  public static void mustBe(Scope scope, CollectedAt version, InputStream in) throws IOException {
    Envelope envelope = Envelope.read(in);
    if (!envelope.scope().equals(scope) || !envelope.collectedAt().equals(version)) {
      throw new IllegalArgumentException(
          "it says it is %s of %s".formatted(envelope.collectedAt(), envelope.scope()));
    }
  }
}
