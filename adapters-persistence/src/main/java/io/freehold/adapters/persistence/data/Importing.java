package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.data.VersionSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The way of a version that its owner brings along onto the disk, byte for byte and under the name
/// it has. Nothing is overwritten, and nothing that was deleted here comes back.
public final class Importing {
  private final Store store;
  private final StrictEnvelope envelopes;

  Importing(Store store, StrictEnvelope envelopes) {
    this.store = store;
    this.envelopes = envelopes;
  }

  /// What became of a version.
  public enum Outcome {
    STORED,
    /// The very same was here already.
    KNOWN,
    /// Another one has its name.
    TAKEN,
    DELETED
  }

  /// A version that is brought along.
  ///
  /// @param sha256 of its bytes, which were compared with it
  public record Brought(
      Scope scope,
      CollectedAt version,
      Optional<SchemaReference> schema,
      long sizeBytes,
      String sha256,
      Source bytes) {}

  /// Bytes that can be read more than once.
  public interface Source {
    InputStream open() throws IOException;
  }

  /// An IllegalArgumentException says why it is not what it is named.
  public Outcome take(Brought brought) throws IOException {
    mustBeWhatItIsNamed(brought);
    Optional<Outcome> known = store.changing(() -> judge(brought));
    if (known.isPresent()) {
      return known.get();
    }
    store.mustTake(brought.sizeBytes());
    brought
        .schema()
        .ifPresent(schema -> store.parts().schemaIds().remember(brought.scope(), schema));
    Path file = store.incoming().write(brought.bytes()::open, brought.sha256());
    var pending = new PendingVersion(asNew(brought), () -> false, file);
    return store.changing(() -> {
      store.forgive(new Name(brought.scope(), brought.version()));
      store.place(List.of(pending));
      return pending.isStored() ? Outcome.STORED : Outcome.TAKEN;
    });
  }

  private void mustBeWhatItIsNamed(Brought brought) throws IOException {
    try (InputStream in = brought.bytes().open()) {
      StrictEnvelope.Claim claim = envelopes.read(in);
      boolean isThis =
          claim.scope().equals(brought.scope()) && claim.version().equals(brought.version());
      if (!isThis) {
        throw new IllegalArgumentException(
            "it says it is %s of %s".formatted(claim.version(), claim.scope()));
      }
    }
  }

  private Optional<Outcome> judge(Brought brought) {
    if (store.deletions().covers(brought.scope(), brought.version())) {
      return Optional.of(Outcome.DELETED);
    }
    return store
        .index()
        .at(brought.scope(), brought.version())
        .map(there -> there.sha256().equals(brought.sha256()) ? Outcome.KNOWN : Outcome.TAKEN);
  }

  private static NewVersion asNew(Brought brought) {
    return new NewVersion(
        brought.scope(),
        new VersionSummary(
            brought.version(),
            Optional.empty(),
            brought.schema().map(SchemaReference::id),
            brought.sizeBytes(),
            brought.sha256()),
        Optional.empty());
  }
}
