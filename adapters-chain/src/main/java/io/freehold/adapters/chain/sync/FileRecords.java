package io.freehold.adapters.chain.sync;

import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.FileRecord.Deletion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes of what a gateway tells what is believed of it. The id of a record is the hash of its
/// owner, its address and its schema, so none of them can be exchanged (threat T40). A tombstone is
/// proved when its deletion is signed by the owner or by a server of the owner (threat T42).
public final class FileRecords {
  private static final Logger LOG = LoggerFactory.getLogger(FileRecords.class);

  /// Before every change there can be.
  private static final String START = Instant.EPOCH.toString();

  private final RegistryIds ids;
  private final Signatures signatures;
  private final ServerRegistry servers;

  public FileRecords(RegistryIds ids, Signatures signatures, ServerRegistry servers) {
    this.ids = ids;
    this.signatures = signatures;
    this.servers = servers;
  }

  /// Empty when the record is not what its id says.
  public Optional<FileRecord> believe(ToldFile told) {
    return believe(told, told.changedAt().map(Instant::toString).orElse(START));
  }

  private Optional<FileRecord> believe(ToldFile told, String cursor) {
    if (!ids.idOf(told.message()).equals(told.id())) {
      LOG.warn("The gateway tells of a file {} that is none of its kind", told.id());
      return Optional.empty();
    }
    try {
      return Optional.of(
          new FileRecord(
              told.id(),
              told.message().owner(),
              new BlobUrl(told.message().url()),
              told.message().schemaId(),
              cursor,
              told.isDeleted() ? Optional.of(new Deletion(isProved(told))) : Optional.empty()));
    } catch (IllegalArgumentException e) {
      LOG.warn("The file {} has no address that could be asked", told.id());
      return Optional.empty();
    }
  }

  private boolean isProved(ToldFile told) {
    return told.deletion()
        .filter(signature -> isOfTheOwner(told.id(), told.message().owner(), signature))
        .isPresent();
  }

  private boolean isOfTheOwner(FileId id, Address owner, Signature signature) {
    return signatures
        .signerOf(new FileDeletion(owner, id), signature)
        .filter(signer -> signer.equals(owner) || servers.isRegistered(signer, owner))
        .isPresent();
  }

  /// The records of a page that are an owner's own. Whoever stops after one of several changes of
  /// one instant, and goes on with its cursor, is told that instant again rather than half of it.
  ///
  /// @param told oldest change first
  /// @param asked the cursor the page was asked with
  /// @param end the cursor of the page
  public List<FileRecord> believe(
      Address owner, List<ToldFile> told, Optional<String> asked, String end) {
    List<ToldFile> own =
        told.stream().filter(file -> file.message().owner().equals(owner)).toList();
    var records = new ArrayList<FileRecord>();
    for (int i = 0; i < own.size(); i++) {
      boolean isLast = i == own.size() - 1;
      String cursor =
          isLast ? end : between(own.get(i), own.get(i + 1)).or(() -> asked).orElse(START);
      believe(own.get(i), cursor).ifPresent(records::add);
    }
    return withEnd(records, end);
  }

  private static Optional<String> between(ToldFile file, ToldFile next) {
    return file.changedAt()
        .map(at -> next.changedAt().filter(at::isBefore).isPresent() ? at : at.minusNanos(1))
        .map(Instant::toString);
  }

  /// What is not believed at the end of a page is not told again.
  private static List<FileRecord> withEnd(List<FileRecord> records, String end) {
    if (!records.isEmpty()) {
      FileRecord last = records.removeLast();
      records.add(
          new FileRecord(
              last.id(), last.owner(), last.url(), last.schemaId(), end, last.deletion()));
    }
    return List.copyOf(records);
  }
}
