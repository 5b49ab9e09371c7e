package io.freehold.adapters.chain.embedded;

import io.freehold.adapters.chain.sync.FileRecords;
import io.freehold.adapters.chain.sync.ToldFile;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.Registry;
import io.freehold.application.port.Signer;
import io.freehold.application.registry.FileChanges;
import io.freehold.application.registry.RecordFile;
import io.freehold.application.registry.RecordFileDeletion;
import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.RecordPage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The file records of this process (§4.2.4). They are signed and checked like any other.
public final class EmbeddedFiles implements FileRegistry {
  private final Registry registry;
  private final RecordFile recordFile;
  private final RecordFileDeletion recordDeletion;
  private final FileRecords records;
  private final Signer serverKey;
  private final int pageSize;

  public EmbeddedFiles(
      Registry registry,
      RecordFile recordFile,
      RecordFileDeletion recordDeletion,
      FileRecords records,
      Signer serverKey,
      int pageSize) {
    this.registry = registry;
    this.recordFile = recordFile;
    this.recordDeletion = recordDeletion;
    this.records = records;
    this.serverKey = serverKey;
    this.pageSize = pageSize;
  }

  @Override
  public FileId register(FileRegistration file) {
    return new FileId(
        DoneAlready.idFrom(
            () -> recordFile.record(file, serverKey.sign(file), OptionalLong.empty()).value()));
  }

  @Override
  public Optional<FileRecord> find(FileId id) {
    return registry.findFile(id).flatMap(entry -> records.believe(told(entry)));
  }

  @Override
  public RecordPage changes(Address owner, Optional<String> cursor) {
    FileChanges changes =
        FileChanges.of(registry, owner, cursor.map(EmbeddedFiles::time), true, pageSize);
    List<ToldFile> told = changes.files().stream().map(EmbeddedFiles::told).toList();
    return changes
        .cursor()
        .map(end ->
            new RecordPage(records.believe(owner, told, cursor, end.toString()), changes.hasMore()))
        .orElseGet(() -> new RecordPage(List.of(), false));
  }

  /// A cursor of another gateway is none of this one: then all there is is told.
  private static Instant time(String cursor) {
    try {
      return Instant.parse(cursor);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static ToldFile told(Entry<FileRegistration> entry) {
    return new ToldFile(
        new FileId(entry.id()),
        entry.message(),
        Optional.of(FileChanges.changedAt(entry)),
        entry.isRemoved(),
        entry.removal().map(Removal::signature));
  }

  @Override
  public boolean delete(Address owner, FileId id) {
    var deletion = new FileDeletion(owner, id);
    try {
      recordDeletion.record(deletion, serverKey.sign(deletion), OptionalLong.empty());
      return true;
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem.AlreadyRegistered _ -> true;
        case Problem.RecordNotFound _ -> false;
        default -> throw e;
      };
    }
  }
}
