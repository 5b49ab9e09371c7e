package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.VersionAllocator.Reservation;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.adapters.persistence.sql.GroupCommit;
import io.freehold.domain.Problem;
import io.freehold.domain.Sha256;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.data.IdempotencyKey;
import io.freehold.domain.data.VersionSummary;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The way of a draft onto the disk: a name of its own, its bytes in `incoming`, and its place
/// together with whoever else is waiting for one.
final class Saving {
  private static final int GROUP_MAX = 256;
  private static final int NAMES_TRIED_MAX = 1_000;

  private final InstantSource clock;
  private final Duration keysKept;
  private final WriteKeys keys;
  private final SchemaIds schemaIds;
  private final VersionAllocator allocator;
  private final Incoming incoming;
  private final GroupCommit<PendingVersion> commits;
  private final OneAtATime<IdempotencyKey> writing = new OneAtATime<>();

  /// @param place gives a group its places, and notes in each what became of it
  Saving(
      InstantSource clock,
      Duration keysKept,
      WriteKeys keys,
      SchemaIds schemaIds,
      VersionAllocator allocator,
      Incoming incoming,
      Consumer<List<PendingVersion>> place) {
    this.clock = clock;
    this.keysKept = keysKept;
    this.keys = keys;
    this.schemaIds = schemaIds;
    this.allocator = allocator;
    this.incoming = incoming;
    this.commits = new GroupCommit<>(GROUP_MAX, place);
  }

  VersionSummary save(DataDraft draft) {
    return draft
        .key()
        .map(key -> writing.under(key, () -> saveOnce(draft, key)))
        .orElseGet(() -> store(draft, Optional.empty()));
  }

  private VersionSummary saveOnce(DataDraft draft, IdempotencyKey name) {
    String payload = Sha256.hex(draft.payload().utf8());
    Optional<NewVersion> earlier = keys.find(name, clock.instant());
    if (earlier.isEmpty()) {
      var key = new NewVersion.Key(name, payload, clock.instant().plus(keysKept));
      return store(draft, Optional.of(key));
    }
    boolean isTheSame =
        earlier.get().scope().equals(draft.scope())
            && earlier.get().key().orElseThrow().payloadSha256().equals(payload);
    if (!isTheSame) {
      throw new Problem.IdempotencyConflict(name.value()).asException();
    }
    return earlier.get().summary();
  }

  private VersionSummary store(DataDraft draft, Optional<NewVersion.Key> key) {
    draft.schema().ifPresent(schema -> schemaIds.remember(draft.scope(), schema));
    try (Reservation reservation = allocator.reserve(draft.scope(), draft.receivedAt())) {
      for (int i = 0; i < NAMES_TRIED_MAX; i++) {
        PendingVersion pending = write(draft, key, reservation);
        commits.submit(pending);
        if (pending.isStored()) {
          return pending.summary();
        }
        reservation.takeAnother();
      }
    }
    throw WriteGate.unavailable("the folder of " + draft.scope() + " is full of strange files")
        .asException();
  }

  private PendingVersion write(
      DataDraft draft, Optional<NewVersion.Key> key, Reservation reservation) {
    byte[] bytes = draft.at(reservation.version()).bytes();
    String sha256 = Sha256.hex(bytes);
    var summary =
        new VersionSummary(
            reservation.version(),
            Optional.empty(),
            draft.schema().map(SchemaReference::id),
            bytes.length,
            sha256);
    var version = new NewVersion(draft.scope(), summary, key);
    return new PendingVersion(version, reservation::isDeleted, incoming.write(bytes, sha256));
  }
}
