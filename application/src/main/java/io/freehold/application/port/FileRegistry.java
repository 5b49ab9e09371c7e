package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.RecordPage;
import java.util.Optional;

/// The records of encrypted data files, as the Gateway keeps them (§4.2.4). This server signs as
/// its owner's delegate. A gateway that cannot be asked is `ServiceUnavailable`.
public interface FileRegistry {
  /// Records a file; done already is done. A tombstone stays one, which `find` tells.
  FileId register(FileRegistration file);

  /// Deleted ones are found as well.
  Optional<FileRecord> find(FileId id);

  /// What changed after a cursor, oldest change first, deletions included; all there is without
  /// one.
  RecordPage changes(Address owner, Optional<String> cursor);

  /// Turns a record into a tombstone; done already is done. False when there is no such record.
  boolean delete(Address owner, FileId id);
}
