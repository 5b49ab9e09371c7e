package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.adapters.persistence.data.FileLinks.Link;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sync.CursorMirror;
import io.freehold.adapters.persistence.sync.NotedUploads;
import io.freehold.adapters.persistence.sync.Position;
import io.freehold.adapters.persistence.sync.Removals;
import io.freehold.adapters.persistence.sync.Troubles;
import io.freehold.application.Limits;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.PlaceCounts;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Removal;
import io.freehold.domain.sync.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The synchronisation's view of the store. What a copy stands for is noted first where it cannot
/// be lost and then in the index; what is taken away is taken out of the index first: so the index
/// is never further than the truth, and what it lags behind is done again.
final class LocalSyncIndex implements SyncIndex {
  private static final int LINKS_AT_ONCE = 1_000;

  private final Store store;
  private final Position position;
  private final CursorMirror mirror;
  private final Removals removals;
  private final Troubles troubles;
  private final NotedUploads notedUploads;
  private final UploadQueue uploads;
  private final Receiving receiving;
  private final Renumbering renumbering;

  LocalSyncIndex(Store store, Database state, CursorMirror mirror, Limits limits) {
    this.store = store;
    this.mirror = mirror;
    this.position = store.parts().position();
    this.removals = store.removals();
    this.troubles = store.parts().troubles();
    this.notedUploads = new NotedUploads(state);
    this.uploads = store.parts().uploads();
    this.receiving = new Receiving(store, new StrictEnvelope(limits));
    this.renumbering = new Renumbering(store);
  }

  @Override
  public void useBackend(String place) {
    var _ =
        store.healing(() ->
            store.changing(() -> {
              if (position.place().filter(place::equals).isEmpty()) {
                position.usePlace(place);
              }
              uploads.markFor(place);
              return place;
            }));
  }

  @Override
  public List<LocalVersion> pendingUploads(int limit, Instant now) {
    return store.healing(() -> uploads.due(limit, now));
  }

  @Override
  public long pendingUploadCount() {
    return store.healing(uploads::count);
  }

  @Override
  public void postponeUpload(Scope scope, CollectedAt version, Instant until) {
    var _ =
        store.healing(() -> {
          uploads.postpone(scope, version, until);
          return version;
        });
  }

  @Override
  public void retryNow() {
    removals.retryNow();
    troubles.retryNow();
    var _ =
        store.healing(() -> {
          uploads.retryNow();
          return uploads;
        });
  }

  @Override
  public void noteUpload(LocalVersion version, BlobUrl url) {
    notedUploads.note(version, url);
  }

  @Override
  public Optional<BlobUrl> notedUpload(LocalVersion version) {
    return store.healing(() -> isHere(version)) ? notedUploads.find(version) : Optional.empty();
  }

  @Override
  public Optional<LocalVersion> find(Scope scope, CollectedAt version) {
    return store.healing(() -> at(scope, version)).map(found -> Store.local(scope, found));
  }

  private Optional<VersionSummary> at(Scope scope, CollectedAt version) {
    return store.index().at(scope, version);
  }

  @Override
  public Optional<InputStream> open(LocalVersion version) {
    return store.healing(() -> openNow(version));
  }

  private Optional<InputStream> openNow(LocalVersion version) {
    if (!isHere(version)) {
      return Optional.empty();
    }
    Path file = store.fileOf(version.scope(), version.version());
    try {
      return Optional.of(new CheckedStream(store.parts().disk().open(file), version.sha256()));
    } catch (IOException e) {
      // Since it was looked up it may have gone, which is no damage.
      if (isHere(version)) {
        throw Placement.damaged(version.scope(), file, e);
      }
      return Optional.empty();
    }
  }

  private boolean isHere(LocalVersion version) {
    return at(version.scope(), version.version())
        .filter(found -> found.sha256().equals(version.sha256()))
        .isPresent();
  }

  @Override
  public boolean link(RemoteCopy copy) {
    return store.healing(() -> store.changing(() -> linkNow(copy)));
  }

  private boolean linkNow(RemoteCopy copy) {
    boolean isPossible =
        at(copy.scope(), copy.version()).isPresent()
            && !store.deletions().covers(copy.scope(), copy.version())
            && !removals.has(copy.fileId());
    if (isPossible) {
      Optional<Link> before = store.links().find(copy.fileId());
      store.link(List.of(Link.of(copy, before.flatMap(Link::schemaId))));
      before
          .filter(link -> !link.isOf(copy.scope(), copy.version()))
          .ifPresent(link -> show(link.name(), _ -> true));
    }
    return isPossible;
  }

  /// Shows the links of a version in the index.
  ///
  /// @param isLeft of those that are to be shown
  private void show(Name name, Predicate<Link> isLeft) {
    show(Map.of(name, links(name).filter(isLeft).toList()));
  }

  private Stream<Link> links(Name name) {
    return store.links().of(name.scope(), name.version()).stream();
  }

  private void show(Map<Name, List<Link>> left) {
    store.index().show(left, position.place());
    left.keySet().forEach(name -> store.changed(name.scope()));
  }

  @Override
  public boolean knows(FileId fileId) {
    return store.healing(() ->
        removals.has(fileId)
            || store
                .links()
                .find(fileId)
                .flatMap(link -> at(link.scope(), link.version()))
                .isPresent());
  }

  @Override
  public Optional<RemoteCopy> copyOf(FileId fileId) {
    return store.links().find(fileId).flatMap(Link::copy);
  }

  @Override
  public List<RemoteCopy> copiesOf(Scope scope, CollectedAt version) {
    return links(new Name(scope, version)).flatMap(link -> link.copy().stream()).toList();
  }

  @Override
  public Receipt receive(Arrival arrival, Spooled plain) {
    return store.healing(() -> receiving.receive(arrival, plain));
  }

  @Override
  public Optional<LocalVersion> renumber(LocalVersion version) {
    return store.healing(() -> renumbering.renumber(version));
  }

  @Override
  public boolean forget(FileId fileId) {
    return store.healing(() ->
        store.changing(() -> {
          Optional<Link> link = store.links().find(fileId);
          if (link.isPresent()) {
            forget(link.get());
          }
          return link.isPresent();
        }));
  }

  private void forget(Link link) throws IOException {
    boolean isTheLast = links(link.name()).allMatch(other -> other.fileId().equals(link.fileId()));
    if (isTheLast) {
      store.links().forgetVersion(link);
      store.finish(link.name());
    } else {
      show(link.name(), other -> !other.fileId().equals(link.fileId()));
      store.links().forget(link.fileId());
    }
  }

  @Override
  public boolean wasDropped(Scope scope, CollectedAt version) {
    return store.parts().dropped().has(new Name(scope, version));
  }

  @Override
  public void remove(RemoteCopy copy) {
    var _ =
        store.healing(() ->
            store.changing(() -> {
              store
                  .links()
                  .find(copy.fileId())
                  .ifPresent(
                      link -> show(link.name(), other -> !other.fileId().equals(copy.fileId())));
              store.links().toRemovals(List.of(copy));
              return copy;
            }));
  }

  @Override
  public long removeCopiesAt(String place) {
    return store.healing(() -> {
      long removed = 0;
      List<Link> next = store.links().at(place, 0, LINKS_AT_ONCE);
      while (!next.isEmpty()) {
        List<Link> links = next;
        removed += store.changing(() -> removeSpare(place, links));
        next = store.links().at(place, next.getLast().number(), LINKS_AT_ONCE);
      }
      return removed;
    });
  }

  /// Of the links at a place, removes those whose version has another copy at the place in use.
  private int removeSpare(String place, List<Link> links) {
    Optional<String> inUse = position.place().filter(at -> !at.equals(place));
    var left = new LinkedHashMap<Name, List<Link>>();
    List<RemoteCopy> spare =
        links.stream()
            .filter(link ->
                links(link.name())
                    .anyMatch(other -> inUse.filter(other.place()::equals).isPresent()))
            .flatMap(link -> link.copy().stream())
            .toList();
    spare.stream()
        .map(copy -> new Name(copy.scope(), copy.version()))
        .forEach(name ->
            left.put(name, links(name).filter(link -> !link.place().equals(place)).toList()));
    if (!spare.isEmpty()) {
      show(left);
      store.links().toRemovals(spare);
    }
    return spare.size();
  }

  @Override
  public List<Removal> dueRemovals(int limit, Instant now) {
    return removals.due(limit, now);
  }

  @Override
  public long removalCount() {
    return removals.count();
  }

  @Override
  public void tombstoned(FileId fileId) {
    removals.tombstoned(fileId);
  }

  @Override
  public void removed(FileId fileId) {
    removals.removed(fileId);
  }

  @Override
  public void postponeRemoval(FileId fileId, Instant until) {
    removals.postpone(fileId, until);
  }

  @Override
  public Map<String, PlaceCounts> counts() {
    var counts = new TreeMap<String, PlaceCounts>();
    store
        .links()
        .counts()
        .forEach(count -> counts.merge(count.place(), count.asCopies(), PlaceCounts::plus));
    removals
        .counts()
        .forEach(count -> counts.merge(count.place(), count.asRemovals(), PlaceCounts::plus));
    return counts;
  }

  @Override
  public Optional<String> cursor() {
    return position.cursor();
  }

  @Override
  public void advance(String cursor) {
    position.advance(cursor);
    mirror.show(cursor);
  }

  @Override
  public void remember(Trouble trouble) {
    troubles.remember(trouble);
  }

  @Override
  public Optional<Trouble> trouble(String subject) {
    return troubles.find(subject);
  }

  @Override
  public void settle(String subject) {
    troubles.settle(subject);
  }

  @Override
  public List<Trouble> troubles(int limit) {
    return troubles.oldest(limit);
  }

  @Override
  public long troubleCount() {
    return troubles.count();
  }
}
