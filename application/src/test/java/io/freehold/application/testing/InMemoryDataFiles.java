package io.freehold.application.testing;

import io.freehold.application.port.DataFiles;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.DataFile;
import io.freehold.domain.data.IdempotencyKey;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.PlaceCounts;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Removal;
import io.freehold.domain.sync.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Data files by scope and version, and what there is to know of their copies elsewhere.
public final class InMemoryDataFiles implements DataFiles, SyncIndex {
  private static final Duration KEY_KEPT = Duration.ofDays(1);
  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final InstantSource clock;
  private final Map<Scope, NavigableMap<CollectedAt, Saved>> scopes = new HashMap<>();
  private final Map<Scope, CollectedAt> highWaterMarks = new HashMap<>();
  private final Map<Scope, CollectedAt> deleted = new HashMap<>();
  private final Map<IdempotencyKey, Write> writes = new HashMap<>();
  private final List<RemoteCopy> links = new ArrayList<>();
  private final Map<Name, Instant> postponed = new HashMap<>();
  private final Set<Name> dropped = new HashSet<>();
  private final Map<LocalVersion, LocalVersion> renumbered = new HashMap<>();
  private final InMemoryRemovals removals = new InMemoryRemovals();
  private final Map<Name, BlobUrl> notedUploads = new HashMap<>();
  private final Map<String, Trouble> troubles = new HashMap<>();
  private Optional<String> place = Optional.empty();
  private Optional<String> cursor = Optional.empty();

  private record Name(Scope scope, CollectedAt version) {}

  private record Saved(LocalVersion version, byte[] bytes) {
    static Saved of(Scope scope, CollectedAt version, Optional<SchemaId> schema, byte[] bytes) {
      return new Saved(
          new LocalVersion(scope, version, schema, bytes.length, Hash.hex(bytes)), bytes);
    }

    Name name() {
      return new Name(version.scope(), version.version());
    }
  }

  private record Write(Scope scope, JsonDocument payload, Instant at, VersionSummary version) {}

  /// A store to which nothing that is received comes from the future.
  public InMemoryDataFiles() {
    this(InstantSource.fixed(END_OF_TIME));
  }

  public InMemoryDataFiles(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized VersionSummary save(DataDraft draft) {
    return draft
        .key()
        .flatMap(key -> earlierWrite(key, draft))
        .map(Write::version)
        .orElseGet(() -> write(draft));
  }

  private Optional<Write> earlierWrite(IdempotencyKey key, DataDraft draft) {
    Optional<Write> earlier =
        Optional.ofNullable(writes.get(key))
            .filter(write -> draft.receivedAt().isBefore(write.at().plus(KEY_KEPT)));
    earlier
        .filter(write ->
            !write.scope().equals(draft.scope()) || !write.payload().equals(draft.payload()))
        .ifPresent(_ -> {
          throw new Problem.IdempotencyConflict(key.value()).asException();
        });
    return earlier;
  }

  private VersionSummary write(DataDraft draft) {
    CollectedAt version = firstFreeVersion(draft.scope(), draft.receivedAt());
    Saved saved =
        Saved.of(
            draft.scope(),
            version,
            draft.schema().map(DataFile.SchemaReference::id),
            draft.at(version).bytes());
    put(saved);
    VersionSummary summary = summary(saved);
    draft
        .key()
        .ifPresent(key ->
            writes.put(
                key, new Write(draft.scope(), draft.payload(), draft.receivedAt(), summary)));
    return summary;
  }

  private CollectedAt firstFreeVersion(Scope scope, Instant wanted) {
    var second = new CollectedAt(wanted.truncatedTo(ChronoUnit.SECONDS));
    CollectedAt highest = highWaterMarks.get(scope);
    return highest == null || second.compareTo(highest) > 0
        ? second
        : CollectedAt.ofMillis(highest.epochMillis() + 1);
  }

  private void put(Saved saved) {
    LocalVersion version = saved.version();
    dropped.remove(saved.name());
    scopes.computeIfAbsent(version.scope(), _ -> new TreeMap<>()).put(version.version(), saved);
    highWaterMarks.merge(version.scope(), version.version(), (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  @Override
  public synchronized Optional<StoredFile> find(ReadPermit permit, Version version) {
    var versions = versionsOf(permit.scope());
    Optional<Saved> saved =
        switch (version) {
          case Version.Latest _ ->
              Optional.ofNullable(versions.lastEntry()).map(Map.Entry::getValue);
          case Version.AsOf(var time) ->
              Optional.ofNullable(versions.floorEntry(time)).map(Map.Entry::getValue);
          case Version.ByFileId(var fileId) ->
              copyOf(fileId)
                  .filter(copy -> copy.scope().equals(permit.scope()))
                  .map(copy -> versions.get(copy.version()));
        };
    return saved.map(found ->
        new StoredFile(
            permit.scope(),
            found.version().version(),
            found.version().sha256(),
            new Content.InMemory(found.bytes())));
  }

  @Override
  public synchronized Listing<ScopeSummary> scopes(
      ScopePrefix prefix, List<ScopePattern> patterns, Page page) {
    List<ScopeSummary> all =
        scopes.keySet().stream()
            .filter(prefix::covers)
            .filter(scope -> patterns.stream().anyMatch(pattern -> pattern.covers(scope)))
            .sorted((a, b) -> a.value().compareTo(b.value()))
            .map(this::summary)
            .toList();
    return page(all, page);
  }

  private ScopeSummary summary(Scope scope) {
    var versions = versionsOf(scope);
    return new ScopeSummary(
        scope,
        versions.lastKey(),
        versions.size(),
        versions.values().stream().mapToLong(saved -> saved.version().sizeBytes()).sum());
  }

  @Override
  public synchronized Listing<VersionSummary> versions(Scope scope, Page page) {
    return page(
        versionsOf(scope).descendingMap().values().stream().map(this::summary).toList(), page);
  }

  private VersionSummary summary(Saved saved) {
    LocalVersion version = saved.version();
    return new VersionSummary(
        version.version(),
        linksOf(saved.name()).reduce((_, last) -> last).map(RemoteCopy::fileId),
        version.schemaId(),
        version.sizeBytes(),
        version.sha256());
  }

  @Override
  public synchronized long delete(Scope scope) {
    var gone = scopes.remove(scope);
    if (gone == null) {
      return 0;
    }
    deleted.put(scope, highWaterMarks.get(scope));
    List.copyOf(links).stream().filter(copy -> copy.scope().equals(scope)).forEach(this::remove);
    return gone.size();
  }

  @Override
  public synchronized void useBackend(String newPlace) {
    if (!place.equals(Optional.of(newPlace))) {
      place = Optional.of(newPlace);
      postponed.clear();
      notedUploads.clear();
    }
  }

  @Override
  public synchronized List<LocalVersion> pendingUploads(int limit, Instant now) {
    return pending()
        .filter(saved -> !postponed.getOrDefault(saved.name(), Instant.MIN).isAfter(now))
        .map(Saved::version)
        .sorted(Comparator.comparing(LocalVersion::version).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized long pendingUploadCount() {
    return pending().count();
  }

  private Stream<Saved> pending() {
    return place.stream()
        .flatMap(at ->
            scopes.values().stream()
                .flatMap(versions -> versions.values().stream())
                .filter(saved -> linksOf(saved.name()).noneMatch(copy -> copy.place().equals(at))));
  }

  @Override
  public synchronized void postponeUpload(Scope scope, CollectedAt version, Instant until) {
    postponed.put(new Name(scope, version), until);
  }

  @Override
  public synchronized void noteUpload(LocalVersion version, BlobUrl url) {
    notedUploads.put(new Name(version.scope(), version.version()), url);
  }

  @Override
  public synchronized Optional<BlobUrl> notedUpload(LocalVersion version) {
    return find(version.scope(), version.version())
        .filter(version::equals)
        .map(found -> notedUploads.get(new Name(found.scope(), found.version())));
  }

  @Override
  public synchronized void retryNow() {
    postponed.clear();
    removals.retryNow();
    troubles.replaceAll((_, known) ->
        new Trouble(
            known.subject(),
            known.kind(),
            known.message(),
            known.attempts(),
            known.firstSeenAt(),
            known.lastSeenAt(),
            Instant.EPOCH));
  }

  @Override
  public synchronized Optional<LocalVersion> find(Scope scope, CollectedAt version) {
    return Optional.ofNullable(versionsOf(scope).get(version)).map(Saved::version);
  }

  @Override
  public synchronized Optional<InputStream> open(LocalVersion version) {
    return Optional.ofNullable(versionsOf(version.scope()).get(version.version()))
        .filter(saved -> saved.version().sha256().equals(version.sha256()))
        .map(saved -> new ByteArrayInputStream(saved.bytes()));
  }

  @Override
  public synchronized boolean link(RemoteCopy copy) {
    boolean isPossible =
        find(copy.scope(), copy.version()).isPresent() && !removals.has(copy.fileId());
    if (isPossible) {
      unlink(copy.fileId());
      links.add(copy);
      postponed.remove(new Name(copy.scope(), copy.version()));
    }
    return isPossible;
  }

  private void unlink(FileId fileId) {
    links.removeIf(copy -> copy.fileId().equals(fileId));
  }

  @Override
  public synchronized boolean knows(FileId fileId) {
    return copyOf(fileId).isPresent() || removals.has(fileId);
  }

  @Override
  public synchronized Optional<RemoteCopy> copyOf(FileId fileId) {
    return links.stream().filter(copy -> copy.fileId().equals(fileId)).findAny();
  }

  @Override
  public synchronized List<RemoteCopy> copiesOf(Scope scope, CollectedAt version) {
    return linksOf(new Name(scope, version)).toList();
  }

  private Stream<RemoteCopy> linksOf(Name name) {
    return links.stream()
        .filter(copy -> copy.scope().equals(name.scope()) && copy.version().equals(name.version()));
  }

  @Override
  public synchronized Receipt receive(Arrival arrival, Spooled plain) {
    byte[] bytes = bytesOf(plain);
    CollectedAt version;
    try {
      version = versionIn(new EnvelopeText(bytes), arrival);
    } catch (IllegalArgumentException e) {
      return new Receipt.Refused(String.valueOf(e.getMessage()));
    }
    if (isDeleted(arrival.scope(), version)) {
      return new Receipt.Deleted(version);
    }
    var copy =
        new RemoteCopy(arrival.fileId(), arrival.scope(), version, arrival.url(), arrival.place());
    if (removals.has(arrival.fileId())) {
      return new Receipt.Refused("its record is being removed");
    }
    if (copyOf(arrival.fileId()).filter(known -> !isOfTheSame(known, copy)).isPresent()) {
      return new Receipt.Refused("its record stands for another version");
    }
    return receive(
        Saved.of(arrival.scope(), version, Optional.of(arrival.schemaId()), bytes), copy);
  }

  private Receipt receive(Saved received, RemoteCopy copy) {
    Optional<LocalVersion> there = find(copy.scope(), copy.version());
    if (there.isPresent() && !there.get().sha256().equals(received.version().sha256())) {
      return new Receipt.Occupied(there.get());
    }
    if (there.isEmpty()) {
      put(received);
    }
    if (copyOf(copy.fileId()).isEmpty()) {
      var _ = link(copy);
    }
    return there
        .<Receipt>map(Receipt.Known::new)
        .orElseGet(() -> new Receipt.Stored(received.version()));
  }

  private static boolean isOfTheSame(RemoteCopy one, RemoteCopy other) {
    return one.scope().equals(other.scope()) && one.version().equals(other.version());
  }

  private CollectedAt versionIn(EnvelopeText envelope, Arrival arrival) {
    must(envelope.scope().equals(arrival.scope()), "it says it is of another scope");
    CollectedAt version = envelope.collectedAt();
    must(
        arrival.version().filter(named -> !named.equals(version)).isEmpty(),
        "it says it is another version");
    must(
        !version.instant().isAfter(clock.instant().plus(AHEAD_MAX)),
        "it says it was collected in the future");
    return version;
  }

  private static void must(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private boolean isDeleted(Scope scope, CollectedAt version) {
    return Optional.ofNullable(deleted.get(scope))
        .filter(through -> version.compareTo(through) <= 0)
        .isPresent();
  }

  private static byte[] bytesOf(Spooled plain) {
    try (InputStream in = plain.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized Optional<LocalVersion> renumber(LocalVersion version) {
    return find(version.scope(), version.version())
        .filter(there -> there.sha256().equals(version.sha256()))
        .map(this::renumberNow)
        .or(() ->
            Optional.ofNullable(renumbered.get(version))
                .flatMap(now -> find(now.scope(), now.version())));
  }

  private LocalVersion renumberNow(LocalVersion version) {
    byte[] bytes = versionsOf(version.scope()).get(version.version()).bytes();
    CollectedAt name = firstFreeVersion(version.scope(), version.version().instant());
    Saved saved =
        Saved.of(version.scope(), name, version.schemaId(), new EnvelopeText(bytes).at(name));
    put(saved);
    copiesOf(version.scope(), version.version()).forEach(this::remove);
    drop(version.scope(), version.version());
    renumbered.put(version, saved.version());
    return saved.version();
  }

  @Override
  public synchronized Map<String, PlaceCounts> counts() {
    var counts = new TreeMap<String, PlaceCounts>();
    links.forEach(copy -> counts.merge(copy.place(), new PlaceCounts(1, 0), PlaceCounts::plus));
    removals.places().forEach(at -> counts.merge(at, new PlaceCounts(0, 1), PlaceCounts::plus));
    return counts;
  }

  @Override
  public synchronized boolean wasDropped(Scope scope, CollectedAt version) {
    return dropped.contains(new Name(scope, version));
  }

  private void drop(Scope scope, CollectedAt version) {
    dropped.add(new Name(scope, version));
    var versions = versionsOf(scope);
    versions.remove(version);
    if (versions.isEmpty()) {
      scopes.remove(scope);
    }
  }

  @Override
  public synchronized boolean forget(FileId fileId) {
    Optional<RemoteCopy> copy = copyOf(fileId);
    unlink(fileId);
    copy.filter(gone -> copiesOf(gone.scope(), gone.version()).isEmpty())
        .ifPresent(gone -> drop(gone.scope(), gone.version()));
    return copy.isPresent();
  }

  @Override
  public synchronized void remove(RemoteCopy copy) {
    unlink(copy.fileId());
    removals.add(copy);
  }

  @Override
  public synchronized long removeCopiesAt(String unwanted) {
    List<RemoteCopy> spare =
        links.stream()
            .filter(copy -> copy.place().equals(unwanted) && !place.equals(Optional.of(unwanted)))
            .filter(copy ->
                copiesOf(copy.scope(), copy.version()).stream()
                    .anyMatch(other -> place.equals(Optional.of(other.place()))))
            .toList();
    spare.forEach(this::remove);
    return spare.size();
  }

  @Override
  public synchronized List<Removal> dueRemovals(int limit, Instant now) {
    return removals.due(limit, now);
  }

  @Override
  public synchronized long removalCount() {
    return removals.count();
  }

  @Override
  public synchronized void tombstoned(FileId fileId) {
    removals.tombstoned(fileId);
  }

  @Override
  public synchronized void removed(FileId fileId) {
    removals.removed(fileId);
  }

  @Override
  public synchronized void postponeRemoval(FileId fileId, Instant until) {
    removals.postpone(fileId, until);
  }

  @Override
  public synchronized Optional<String> cursor() {
    return cursor;
  }

  @Override
  public synchronized void advance(String newCursor) {
    cursor = Optional.of(newCursor);
  }

  @Override
  public synchronized void remember(Trouble trouble) {
    troubles.put(trouble.subject(), trouble);
  }

  @Override
  public synchronized Optional<Trouble> trouble(String subject) {
    return Optional.ofNullable(troubles.get(subject));
  }

  @Override
  public synchronized void settle(String subject) {
    troubles.remove(subject);
  }

  @Override
  public synchronized List<Trouble> troubles(int limit) {
    return troubles.values().stream()
        .sorted(Comparator.comparing(Trouble::firstSeenAt).thenComparing(Trouble::subject))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized long troubleCount() {
    return troubles.size();
  }

  private NavigableMap<CollectedAt, Saved> versionsOf(Scope scope) {
    return scopes.getOrDefault(scope, new TreeMap<>());
  }

  private static <T> Listing<T> page(List<T> all, Page page) {
    return new Listing<>(
        all.stream().skip(page.offset()).limit(page.limit()).toList(), all.size(), page);
  }
}
