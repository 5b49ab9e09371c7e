package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.BlobUsage;
import io.freehold.domain.blob.IfTaken;
import io.freehold.domain.blob.IncomingBlob;
import io.freehold.domain.blob.OpenBlob;
import io.freehold.domain.blob.RemovedBlobs;
import java.util.List;
import java.util.Optional;

/// The encrypted blobs that the storage role keeps (§4.1.7.1). What a method returned from is on
/// disk: a crash or a power loss afterwards does not undo it. Memory does not grow with the size of
/// a blob.
public interface Blobs {
  /// Keeps a blob; until it returns, readers find what was there before, afterwards the new one,
  /// and at no time a part of either. Empty, with nothing changed, when the key is taken and is to
  /// be left. Nothing is kept of a blob whose bytes or proof refuse.
  Optional<BlobSummary> save(BlobPath path, IncomingBlob blob, IfTaken ifTaken);

  Optional<BlobSummary> find(BlobPath path);

  /// The blob with its bytes, which count as handed out. One that does not match its hash is
  /// refused as `DamagedBlob`.
  Optional<OpenBlob> open(BlobPath path);

  /// False when there was nothing to delete.
  boolean delete(BlobPath path);

  /// Deletes the blobs of exactly this scope, those of every chain among them.
  RemovedBlobs deleteScope(Address owner, Scope scope);

  /// Deletes all blobs of an owner.
  RemovedBlobs deleteAll(Address owner);

  /// The blobs of an owner that are named by a time and by no chain, in the order of their scopes
  /// and names.
  ///
  /// @param after the last one that is known already
  List<BlobPath> list(Address owner, Optional<BlobPath> after, int limit);

  /// Nothing is kept for an owner who is not known.
  BlobUsage usage(Address owner);
}
