package io.freehold.application.testing;

import io.freehold.application.port.FileRegistry;
import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.FileRecord.Deletion;
import io.freehold.domain.sync.RecordPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// File records in the order in which they changed. Several servers can share one.
public final class InMemoryFileRegistry implements FileRegistry {
  private final HashedIds ids = new HashedIds();
  private final Map<FileId, FileRecord> records = new HashMap<>();
  private final int pageSize;
  private int changes;

  public InMemoryFileRegistry() {
    this(100);
  }

  public InMemoryFileRegistry(int pageSize) {
    this.pageSize = pageSize;
  }

  @Override
  public synchronized FileId register(FileRegistration file) {
    FileId id = ids.idOf(file);
    if (!records.containsKey(id)) {
      records.put(
          id,
          new FileRecord(
              id,
              file.owner(),
              new BlobUrl(file.url()),
              file.schemaId(),
              nextCursor(),
              Optional.empty()));
    }
    return id;
  }

  private String nextCursor() {
    return Integer.toString(++changes);
  }

  @Override
  public synchronized Optional<FileRecord> find(FileId id) {
    return Optional.ofNullable(records.get(id));
  }

  @Override
  public synchronized RecordPage changes(Address owner, Optional<String> cursor) {
    int after = cursor.map(Integer::parseInt).orElse(0);
    List<FileRecord> changed =
        records.values().stream()
            .filter(record -> record.owner().equals(owner) && change(record) > after)
            .sorted((a, b) -> Integer.compare(change(a), change(b)))
            .toList();
    return new RecordPage(
        changed.subList(0, Math.min(changed.size(), pageSize)), changed.size() > pageSize);
  }

  private static int change(FileRecord record) {
    return Integer.parseInt(record.cursor());
  }

  @Override
  public synchronized boolean delete(Address owner, FileId id) {
    return delete(owner, id, true);
  }

  /// As if the gateway said so without anybody's signature.
  public synchronized void deleteWithoutProof(FileId id) {
    find(id).ifPresent(record -> delete(record.owner(), id, false));
  }

  private boolean delete(Address owner, FileId id, boolean isProved) {
    Optional<FileRecord> record = find(id).filter(found -> found.owner().equals(owner));
    record
        .filter(found -> found.deletion().isEmpty())
        .ifPresent(found ->
            records.put(
                id,
                new FileRecord(
                    id,
                    found.owner(),
                    found.url(),
                    found.schemaId(),
                    nextCursor(),
                    Optional.of(new Deletion(isProved)))));
    return record.isPresent();
  }
}
