package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.RemoteCopies.PLACE;
import static io.freehold.application.testing.RemoteCopies.copy;
import static io.freehold.application.testing.RemoteCopies.urlOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.DataFiles;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.Removal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The data files and the index of their copies: two views of one store, whose clock stands at
/// `Cast.NOW`, for the contracts of `SyncIndex`. Each call asks for its view anew, so that a store
/// can be closed and opened in between.
public interface SyncedStore {
  FileId ONE = fileId(1);
  FileId TWO = fileId(2);
  FileId THREE = fileId(3);
  String ELSEWHERE = "ipfs http://127.0.0.1:5001";
  SchemaId SCHEMA = SchemaId.parse("7");
  Instant LATER = NOW.plusSeconds(60);
  String WRITTEN = "2026-01-21T10:00:00Z";

  /// The data files of a store that was empty at the start of the test.
  DataFiles dataFiles();

  /// The index of the same store.
  SyncIndex syncIndex();

  default VersionSummary save(Scope scope) {
    return save(scope, WRITTEN);
  }

  default VersionSummary save(Scope scope, String receivedAt) {
    return dataFiles()
        .save(
            new DataDraft(
                Optional.empty(),
                scope,
                JsonDocument.of("{}"),
                Instant.parse(receivedAt),
                Optional.empty()));
  }

  default boolean link(FileId fileId, Scope scope, VersionSummary version) {
    return syncIndex().link(copy(fileId, scope, version.collectedAt()));
  }

  default Receipt receive(FileId fileId, String text) {
    return receive(fileId, text, PROFILE);
  }

  default Receipt receive(FileId fileId, String text, Scope scope) {
    return receive(arrival(fileId, scope, Optional.empty()), text);
  }

  default Receipt receive(Arrival arrival, String text) {
    return syncIndex().receive(arrival, SpooledBytes.of(text));
  }

  default Arrival arrival(FileId fileId, Scope scope, Optional<CollectedAt> version) {
    return new Arrival(fileId, urlOf(fileId), PLACE, SCHEMA, scope, version);
  }

  default String envelope(Scope scope, Object collectedAt, Object data) {
    return "{\"version\":\"1.0\",\"scope\":\"%s\",\"collectedAt\":\"%s\",\"data\":%s}"
        .formatted(scope, collectedAt, data);
  }

  default void assertRefused(Receipt receipt) {
    assertRefused(receipt, 0);
    assertThat(syncIndex().knows(ONE)).isFalse();
  }

  default void assertRefused(Receipt receipt, int versions) {
    assertThat(receipt).isInstanceOf(Receipt.Refused.class);
    assertThat(versions(PROFILE)).hasSize(versions);
    assertThat(versions(LIKES)).isEmpty();
  }

  default List<CollectedAt> pending() {
    return pendingAt(NOW);
  }

  default List<CollectedAt> pendingAt(Instant time) {
    return syncIndex().pendingUploads(10, time).stream().map(LocalVersion::version).toList();
  }

  default List<FileId> due() {
    return syncIndex().dueRemovals(10, NOW).stream().map(Removal::fileId).toList();
  }

  default List<VersionSummary> versions(Scope scope) {
    return dataFiles().versions(scope, new Page(10, 0)).items();
  }

  default List<ScopeSummary> scopes() {
    return dataFiles()
        .scopes(ScopePrefix.ALL, List.of(new ScopePattern("*")), new Page(10, 0))
        .items();
  }

  default ScopeSummary summaryOf(Scope scope) {
    return scopes().stream()
        .filter(summary -> summary.scope().equals(scope))
        .findAny()
        .orElseThrow();
  }

  default Optional<String> open(LocalVersion version) {
    return syncIndex()
        .open(version)
        .map(bytes -> {
          try (InputStream in = bytes) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  default Optional<CollectedAt> find(Scope scope, FileId fileId) {
    return find(scope, new Version.ByFileId(fileId)).map(StoredFile::collectedAt);
  }

  default Optional<String> latest(Scope scope) {
    return find(scope, new Version.Latest()).map(SyncedStore::text);
  }

  default Optional<StoredFile> find(Scope scope, Version version) {
    return dataFiles().find(ReadPermit.of(Cast.theOwner(), scope), version);
  }

  private static String text(StoredFile file) {
    try {
      return switch (file.content()) {
        case Content.InMemory memory -> new String(memory.bytes(), StandardCharsets.UTF_8);
        case Content.OnDisk disk -> Files.readString(Path.of(disk.path()));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  default LocalVersion local(Scope scope, VersionSummary version) {
    return new LocalVersion(
        scope, version.collectedAt(), version.schemaId(), version.sizeBytes(), version.sha256());
  }

  default VersionSummary summary(String collectedAt) {
    return new VersionSummary(
        CollectedAt.parse(collectedAt), Optional.empty(), Optional.empty(), 2, "0".repeat(64));
  }

  default CollectedAt after(CollectedAt version) {
    return CollectedAt.ofMillis(version.epochMillis() + 1);
  }

  private static FileId fileId(int of) {
    return new FileId("0x" + Integer.toString(of).repeat(64));
  }
}
