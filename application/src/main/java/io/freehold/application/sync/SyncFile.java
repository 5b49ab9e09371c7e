package io.freehold.application.sync;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Schemas;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.RemoteCopy;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/// Fetches the file of one record now, whatever is known about it (§4.1.7).
public final class SyncFile {
  private final Supplier<SyncSetup> setup;
  private final FileCipher cipher;
  private final FileRegistry registry;
  private final Schemas schemas;
  private final RegistryIds ids;
  private final SyncIndex index;
  private final Troubles troubles;

  public SyncFile(
      Supplier<SyncSetup> setup,
      FileCipher cipher,
      FileRegistry registry,
      Schemas schemas,
      RegistryIds ids,
      SyncIndex index,
      Retry retry) {
    this.setup = setup;
    this.cipher = cipher;
    this.registry = registry;
    this.schemas = schemas;
    this.ids = ids;
    this.index = index;
    this.troubles = new Troubles(index, retry);
  }

  /// What became of it.
  public sealed interface Outcome {
    /// It is here.
    record Here(RemoteCopy copy) implements Outcome {}

    /// Its record is a tombstone, or it is being removed; there is nothing to fetch.
    record Deleted() implements Outcome {}

    /// It could not be fetched, and is tried again in the background.
    record Failed(String message) implements Outcome {}

    /// This server does not synchronise.
    record Off(String because) implements Outcome {}
  }

  /// A record that is unknown, or another owner's, is `RecordNotFound`.
  public Outcome sync(Caller.Owner owner, FileId fileId) {
    return switch (setup.get()) {
      case SyncSetup.Off(String because) -> new Outcome.Off(because);
      case SyncSetup.On on -> sync(on, fileId);
    };
  }

  private Outcome sync(SyncSetup.On on, FileId fileId) {
    FileRecord record =
        registry
            .find(fileId)
            .filter(found -> found.owner().equals(on.replica().owner()))
            .orElseThrow(() -> new Problem.RecordNotFound("file", fileId.value()).asException());
    Optional<Failure> failure = fetch(on, record);
    if (failure.isPresent()) {
      return new Outcome.Failed(troubles.note(Troubles.download(fileId), failure.get()).message());
    }
    index.settle(Troubles.download(fileId));
    return index.copyOf(fileId).<Outcome>map(Outcome.Here::new).orElseGet(Outcome.Deleted::new);
  }

  private Optional<Failure> fetch(SyncSetup.On on, FileRecord record) {
    var download = new Download(on.replica(), on.backends(), cipher, schemas, ids, index, troubles);
    try {
      return download.fetch(record);
    } catch (StorageException | CipherException | ProblemException | IOException e) {
      return Optional.of(Failure.of(e));
    }
  }
}
