package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.adapters.persistence.data.FileLinks.Link;
import io.freehold.adapters.persistence.sql.GroupCommit;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way of a file that came from elsewhere onto the disk: judged, written to `incoming`, and
/// given the place it names together with whoever else is waiting for one. The link comes last: a
/// crash before it leaves a version that comes again, and never a record of which nothing is here.
final class Receiving {
  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);
  private static final int GROUP_MAX = 256;
  private static final int TRIES_MAX = 3;

  private final Store store;
  private final StrictEnvelope envelopes;
  private final GroupCommit<Waiting> commits = new GroupCommit<>(GROUP_MAX, this::commit);

  Receiving(Store store, StrictEnvelope envelopes) {
    this.store = store;
    this.envelopes = envelopes;
  }

  /// A file that was found good, under the version it names.
  private record Good(Arrival arrival, CollectedAt version, Spooled plain) {
    Name name() {
      return new Name(arrival.scope(), version);
    }

    Link link() {
      return new Link(
          0,
          arrival.scope(),
          version,
          arrival.fileId(),
          Optional.of(arrival.url()),
          arrival.place(),
          Optional.of(arrival.schemaId()));
    }

    NewVersion asNew() {
      return new NewVersion(
          arrival.scope(),
          new VersionSummary(
              version,
              Optional.empty(),
              Optional.of(arrival.schemaId()),
              plain.sizeBytes(),
              plain.sha256()),
          Optional.empty());
    }

    LocalVersion asLocal() {
      return Store.local(arrival.scope(), asNew().summary());
    }
  }

  /// One that waits for its place.
  private static final class Waiting {
    private final Good good;
    private final PendingVersion pending;
    private Optional<Receipt> receipt = Optional.empty();

    private Waiting(Good good, PendingVersion pending) {
      this.good = good;
      this.pending = pending;
    }
  }

  Receipt receive(Arrival arrival, Spooled plain) {
    Good good;
    try {
      good = new Good(arrival, versionOf(arrival, plain), plain);
    } catch (IllegalArgumentException e) {
      return new Receipt.Refused(String.valueOf(e.getMessage()));
    }
    for (int i = 0; i < TRIES_MAX; i++) {
      Optional<Receipt> receipt = tryToKeep(good);
      if (receipt.isPresent()) {
        return receipt.get();
      }
    }
    return new Receipt.Refused(
        "a file that is not known here lies in its place; freehold fsck tells which");
  }

  private CollectedAt versionOf(Arrival arrival, Spooled plain) {
    StrictEnvelope.Claim claim = read(plain);
    must(claim.scope().equals(arrival.scope()), "it says it is of another scope");
    must(
        arrival.version().filter(named -> !named.equals(claim.version())).isEmpty(),
        "it says it is another version");
    must(
        !claim.version().instant().isAfter(store.now().plus(AHEAD_MAX)),
        "it says it was collected in the future");
    return claim.version();
  }

  private StrictEnvelope.Claim read(Spooled plain) {
    try (InputStream in = plain.open()) {
      return envelopes.read(in);
    } catch (IOException e) {
      throw store.refusal(e);
    }
  }

  private static void must(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /// Empty when something got into the way that was not there a moment ago.
  private Optional<Receipt> tryToKeep(Good good) {
    Optional<Receipt> known = store.changing(() -> judge(good));
    if (known.isPresent()) {
      return known;
    }
    store.mustTake(good.plain().sizeBytes());
    Path file = store.incoming().write(good.plain()::open, good.plain().sha256());
    var waiting = new Waiting(good, new PendingVersion(good.asNew(), () -> false, file));
    commits.submit(waiting);
    if (waiting.receipt.isPresent()) {
      return waiting.receipt;
    }
    return waiting.pending.isStored()
        ? Optional.of(new Receipt.Stored(good.asLocal()))
        : Optional.empty();
  }

  /// What there is to say without storing anything; empty when it is to be stored.
  private Optional<Receipt> judge(Good good) {
    Arrival arrival = good.arrival();
    if (store.deletions().covers(arrival.scope(), good.version())) {
      return Optional.of(new Receipt.Deleted(good.version()));
    }
    if (store.removals().has(arrival.fileId())) {
      return Optional.of(new Receipt.Refused("its record is being removed"));
    }
    Optional<Link> linked = store.links().find(arrival.fileId());
    if (linked.filter(link -> !link.isOf(arrival.scope(), good.version())).isPresent()) {
      return Optional.of(new Receipt.Refused("its record stands for another version"));
    }
    return store
        .index()
        .at(arrival.scope(), good.version())
        .map(there -> compare(good, Store.local(arrival.scope(), there), linked.isPresent()));
  }

  private Receipt compare(Good good, LocalVersion there, boolean isLinked) {
    if (!there.sha256().equals(good.plain().sha256())) {
      return new Receipt.Occupied(there);
    }
    if (!isLinked) {
      store.link(List.of(good.link()));
    }
    return new Receipt.Known(there);
  }

  private void commit(List<Waiting> group) {
    try {
      store.changing(() -> {
        place(group);
        return group;
      });
    } catch (RuntimeException e) {
      group.forEach(waiting -> waiting.pending.fail(e));
    }
  }

  private void place(List<Waiting> group) throws IOException {
    var toStore = new ArrayList<Waiting>();
    for (Waiting waiting : group) {
      waiting.receipt = judge(waiting.good);
      if (waiting.receipt.isEmpty()) {
        store.forgive(waiting.good.name());
        toStore.add(waiting);
      } else {
        store.incoming().remove(waiting.pending.incoming());
      }
    }
    store.place(toStore.stream().map(waiting -> waiting.pending).toList());
    List<Link> links =
        toStore.stream()
            .filter(waiting -> waiting.pending.isCommitted())
            .map(waiting -> waiting.good.link())
            .toList();
    if (!links.isEmpty()) {
      store.link(links);
    }
  }
}
