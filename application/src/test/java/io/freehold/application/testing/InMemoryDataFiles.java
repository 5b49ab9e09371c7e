package io.freehold.application.testing;

import io.freehold.application.port.DataFiles;
import io.freehold.application.port.VersionLinks;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Data files by scope and version, and the file ids they are linked to.
public final class InMemoryDataFiles implements DataFiles, VersionLinks {
  private static final Duration KEY_KEPT = Duration.ofDays(1);

  private final Map<Scope, NavigableMap<CollectedAt, Saved>> scopes = new HashMap<>();
  private final Map<Scope, CollectedAt> highWaterMarks = new HashMap<>();
  private final Map<IdempotencyKey, Write> writes = new HashMap<>();

  private record Saved(VersionSummary summary, byte[] bytes) {
    Saved linkedTo(FileId fileId) {
      return new Saved(
          new VersionSummary(
              summary.collectedAt(),
              Optional.of(fileId),
              summary.schemaId(),
              summary.sizeBytes(),
              summary.sha256()),
          bytes);
    }
  }

  private record Write(Scope scope, JsonDocument payload, Instant at, VersionSummary version) {}

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
    CollectedAt version = firstFreeVersion(draft);
    byte[] bytes = draft.at(version).bytes();
    var summary =
        new VersionSummary(
            version,
            Optional.empty(),
            draft.schema().map(DataFile.SchemaReference::id),
            bytes.length,
            Hash.hex(bytes));
    highWaterMarks.put(draft.scope(), version);
    scopes
        .computeIfAbsent(draft.scope(), _ -> new TreeMap<>())
        .put(version, new Saved(summary, bytes));
    draft
        .key()
        .ifPresent(key ->
            writes.put(
                key, new Write(draft.scope(), draft.payload(), draft.receivedAt(), summary)));
    return summary;
  }

  private CollectedAt firstFreeVersion(DataDraft draft) {
    var second = new CollectedAt(draft.receivedAt().truncatedTo(ChronoUnit.SECONDS));
    CollectedAt highest = highWaterMarks.get(draft.scope());
    return highest == null || second.compareTo(highest) > 0
        ? second
        : CollectedAt.ofMillis(highest.epochMillis() + 1);
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
              versions.values().stream()
                  .filter(
                      candidate -> candidate.summary().fileId().filter(fileId::equals).isPresent())
                  .findAny();
        };
    return saved.map(found ->
        new StoredFile(
            permit.scope(),
            found.summary().collectedAt(),
            found.summary().sha256(),
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
        versions.values().stream().mapToLong(saved -> saved.summary().sizeBytes()).sum());
  }

  @Override
  public synchronized Listing<VersionSummary> versions(Scope scope, Page page) {
    return page(
        versionsOf(scope).descendingMap().values().stream().map(Saved::summary).toList(), page);
  }

  @Override
  public synchronized long delete(Scope scope) {
    var deleted = scopes.remove(scope);
    return deleted == null ? 0 : deleted.size();
  }

  @Override
  public synchronized boolean link(Scope scope, CollectedAt version, FileId fileId) {
    return versionsOf(scope).computeIfPresent(version, (_, saved) -> saved.linkedTo(fileId))
        != null;
  }

  private NavigableMap<CollectedAt, Saved> versionsOf(Scope scope) {
    return scopes.getOrDefault(scope, new TreeMap<>());
  }

  private static <T> Listing<T> page(List<T> all, Page page) {
    return new Listing<>(
        all.stream().skip(page.offset()).limit(page.limit()).toList(), all.size(), page);
  }
}
