package io.freehold.application.registry;

import io.freehold.application.port.Registry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import java.time.InstantSource;
import java.util.OptionalLong;

/// Records an encrypted data file (`POST /v1/files`). Its schema must be registered (§2.2).
public final class RecordFile {
  private final Registry registry;
  private final RegistryIds ids;
  private final Authority authority;
  private final Nonces nonces;
  private final InstantSource clock;

  public RecordFile(
      Registry registry, RegistryIds ids, Signatures signatures, InstantSource clock) {
    this.registry = registry;
    this.ids = ids;
    this.authority = new Authority(signatures, registry);
    this.nonces = new Nonces(registry);
    this.clock = clock;
  }

  /// The file's id. The same file again is `AlreadyRegistered`, deleted or not: a tombstone stays.
  public FileId record(FileRegistration file, Signature signature, OptionalLong nonce) {
    Address signer = authority.mustSpeakForTheOwner(file, signature);
    if (registry.findSchema(file.schemaId()).isEmpty()) {
      throw new Problem.RecordNotFound("schema", file.schemaId().value()).asException();
    }
    FileId id = ids.idOf(file);
    if (registry.findFile(id).isPresent()) {
      throw known(id);
    }
    nonces.use(file.owner(), "addFile", nonce);
    if (!registry.addFile(Entry.pending(id.value(), file, signature, signer, clock.instant()))) {
      throw known(id);
    }
    return id;
  }

  private static RuntimeException known(FileId id) {
    return new Problem.AlreadyRegistered("file", id.value()).asException();
  }
}
