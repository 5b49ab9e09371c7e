package io.freehold.application.sync;

import io.freehold.application.port.FileRegistry;
import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.RecordPage;
import java.util.Optional;

/// A registry of which a test replaces one method.
class WrappedRegistry implements FileRegistry {
  private final FileRegistry registry;

  WrappedRegistry(FileRegistry registry) {
    this.registry = registry;
  }

  @Override
  public FileId register(FileRegistration file) {
    return registry.register(file);
  }

  @Override
  public Optional<FileRecord> find(FileId id) {
    return registry.find(id);
  }

  @Override
  public RecordPage changes(Address owner, Optional<String> cursor) {
    return registry.changes(owner, cursor);
  }

  @Override
  public boolean delete(Address owner, FileId id) {
    return registry.delete(owner, id);
  }

  /// The record as a tombstone that nobody signed.
  static FileRecord calledDeleted(FileRecord record) {
    return new FileRecord(
        record.id(),
        record.owner(),
        record.url(),
        record.schemaId(),
        record.cursor(),
        Optional.of(new FileRecord.Deletion(false)));
  }
}
