package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.VersionAllocator.Reservation;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.domain.Sha256;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.sync.LocalVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Optional;

/// Gives a version another name: its file under the new name, one step of the index from the one to
/// the other, and only then is the old one taken away.
final class Renumbering {
  private static final int NAMES_TRIED_MAX = 1_000;

  private final Store store;

  Renumbering(Store store) {
    this.store = store;
  }

  Optional<LocalVersion> renumber(LocalVersion version) {
    return isThere(version) ? rename(version) : find(version);
  }

  /// What was made of a version that is not there any more.
  private Optional<LocalVersion> find(LocalVersion version) {
    return store
        .parts()
        .renumberings()
        .find(version.scope(), version.version(), version.sha256())
        .flatMap(known ->
            store
                .index()
                .at(known.scope(), known.renumbered())
                .filter(there -> there.sha256().equals(known.renumberedSha256()))
                .map(there -> Store.local(known.scope(), there)));
  }

  /// A deletion that was begun and has not come so far as the index counts.
  private boolean isThere(LocalVersion version) {
    return store
        .index()
        .at(version.scope(), version.version())
        .filter(there -> there.sha256().equals(version.sha256()))
        .filter(_ -> !store.deletions().covers(version.scope(), version.version()))
        .isPresent();
  }

  private Optional<LocalVersion> rename(LocalVersion version) {
    store.mustTake(version.sizeBytes());
    try (Reservation reservation =
        store.allocator().reserve(version.scope(), version.version().instant())) {
      for (int i = 0; i < NAMES_TRIED_MAX; i++) {
        Optional<PendingVersion> pending = write(version, reservation);
        if (pending.isEmpty() || !store.changing(() -> isWorthPlacing(version, pending.get()))) {
          return find(version);
        }
        if (pending.get().isStored()) {
          return Optional.of(Store.local(version.scope(), pending.get().summary()));
        }
        reservation.takeAnother();
      }
    }
    throw WriteGate.unavailable("the folder of " + version.scope() + " is full of strange files")
        .asException();
  }

  /// Bytes that do not match their hash are not given a new one. Empty when the version is gone.
  private Optional<PendingVersion> write(LocalVersion version, Reservation reservation) {
    Path file = store.fileOf(version.scope(), version.version());
    Incoming.Source original =
        () -> new CheckedStream(store.parts().disk().open(file), version.sha256());
    try {
      Renamed renamed = Renamed.of(original, reservation.version());
      return Optional.of(write(version, reservation, renamed, sha256(renamed)));
    } catch (IOException e) {
      if (isThere(version)) {
        throw Placement.damaged(version.scope(), file, e);
      }
      return Optional.empty();
    }
  }

  private PendingVersion write(
      LocalVersion version, Reservation reservation, Renamed renamed, String sha256) {
    var summary =
        new VersionSummary(
            reservation.version(),
            Optional.empty(),
            version.schemaId(),
            renamed.sizeBytes(version.sizeBytes()),
            sha256);
    return new PendingVersion(
        new NewVersion(version.scope(), summary, Optional.empty()),
        reservation::isDeleted,
        store.incoming().write(renamed, sha256));
  }

  private static String sha256(Incoming.Source source) throws IOException {
    try (var in = new DigestInputStream(source.open(), Sha256.begin())) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  /// Whether the version was still there to be given another name.
  private boolean isWorthPlacing(LocalVersion version, PendingVersion pending) throws IOException {
    if (!isThere(version)) {
      store.incoming().remove(pending.incoming());
      return false;
    }
    var renumbering =
        new Renumberings.Renumbering(
            version.scope(),
            version.version(),
            version.sha256(),
            pending.summary().collectedAt(),
            pending.summary().sha256());
    store.parts().renumberings().begin(renumbering);
    store.place(pending, added -> store.index().replace(renumbering.old(), added));
    if (pending.isCommitted()) {
      store.finish(renumbering);
    }
    return true;
  }
}
