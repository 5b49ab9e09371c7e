package io.freehold.application.registry;

import io.freehold.application.port.Registry;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import java.time.InstantSource;
import java.util.OptionalLong;

/// Turns a file record into a tombstone (`DELETE /v1/files/{fileId}`, §6.5).
public final class RecordFileDeletion {
  private final Registry registry;
  private final Authority authority;
  private final Nonces nonces;
  private final InstantSource clock;

  public RecordFileDeletion(Registry registry, Signatures signatures, InstantSource clock) {
    this.registry = registry;
    this.authority = new Authority(signatures, registry);
    this.nonces = new Nonces(registry);
    this.clock = clock;
  }

  /// A second deletion is `AlreadyRegistered`.
  public void record(FileDeletion deletion, Signature signature, OptionalLong nonce) {
    authority.mustSpeakForTheOwner(deletion, signature);
    String id = deletion.fileId().value();
    Entry<FileRegistration> file =
        registry
            .findFile(deletion.fileId())
            .filter(found -> found.message().owner().equals(deletion.owner()))
            .orElseThrow(() -> new Problem.RecordNotFound("file", id).asException());
    if (file.isRemoved()) {
      throw known(id);
    }
    nonces.use(deletion.owner(), "deleteFile", nonce);
    if (!registry.removeFile(deletion.fileId(), new Removal(clock.instant(), signature))) {
      throw known(id);
    }
  }

  private static RuntimeException known(String id) {
    return new Problem.AlreadyRegistered("deletion", id).asException();
  }
}
