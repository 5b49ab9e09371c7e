package io.freehold.application.port;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.PlaceCounts;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Removal;
import io.freehold.domain.sync.Trouble;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a server remembers of the synchronisation of its data (§4.1.7): which versions have a copy
/// elsewhere, what came from elsewhere, what is to be removed there, how far the records were read,
/// and what failed. What a method returned from is on disk. The queue of uploads is the index
/// itself, so nothing that was stored can be missing in it.
public interface SyncIndex {
  /// From now on copies are wanted at this place; versions without one wait to be uploaded. Naming
  /// the same place again changes nothing.
  void useBackend(String place);

  /// Versions without a copy at the place in use whose time has come, newest first.
  List<LocalVersion> pendingUploads(int limit, Instant now);

  /// How many versions have no copy at the place in use, postponed ones included.
  long pendingUploadCount();

  /// An upload is not tried again before this time. Not kept across a loss of the index.
  void postponeUpload(Scope scope, CollectedAt version, Instant until);

  /// Whatever was postponed, uploads, removals and troubles alike, is due now.
  void retryNow();

  Optional<LocalVersion> find(Scope scope, CollectedAt version);

  /// The bytes of a version, as they were written. Bytes that do not match their hash end in an
  /// IOException instead of an end. Empty when the version is gone.
  Optional<InputStream> open(LocalVersion version);

  /// Notes where this server has uploaded a version to, before it is registered: a crash then does
  /// not have it uploaded and registered twice, and later it is known whose upload it was.
  void noteUpload(LocalVersion version, BlobUrl url);

  /// What was noted last, at the place in use. Not kept beyond the version.
  Optional<BlobUrl> notedUpload(LocalVersion version);

  /// Notes a copy and its record. False when there is no such version any more, or when the record
  /// is being removed; then nothing was noted. A record stands for one version: the one it was
  /// linked to last.
  boolean link(RemoteCopy copy);

  /// Whether a record is linked to a version here, or is being removed.
  boolean knows(FileId fileId);

  Optional<RemoteCopy> copyOf(FileId fileId);

  /// In the order in which they were linked.
  List<RemoteCopy> copiesOf(Scope scope, CollectedAt version);

  /// Keeps a file that came from elsewhere, byte for byte, under the scope and version its envelope
  /// names, and links it. It never overwrites anything.
  Receipt receive(Arrival arrival, Spooled plain);

  /// Gives a version the next free name of its scope, because another server's file has this one:
  /// the payload stays, `collectedAt` changes. Asking again after a crash gives the same name.
  /// Copies under the old name are put on the list of what is to be removed. Empty when the version
  /// is gone.
  Optional<LocalVersion> renumber(LocalVersion version);

  /// The record has become a tombstone elsewhere: forgets it, and removes its version from this
  /// disk unless another record stands for the same one. False when the record was not linked.
  boolean forget(FileId fileId);

  /// Whether a version of this name was here and is gone for good, alone and not with its scope:
  /// its record became a tombstone, or it was given another name.
  boolean wasDropped(Scope scope, CollectedAt version);

  /// Puts a record and its blob on the list of what is to be removed; the version stays. Deleting a
  /// scope puts the records of all its versions there by itself, in the same step.
  void remove(RemoteCopy copy);

  /// Puts the copies at a place on that list, of versions that have a copy at the place in use as
  /// well. Returns how many those are; none at the place in use itself.
  long removeCopiesAt(String place);

  /// What is to be removed whose time has come, oldest first.
  List<Removal> dueRemovals(int limit, Instant now);

  long removalCount();

  /// Notes the first half of a removal.
  void tombstoned(FileId fileId);

  /// The removal is complete.
  void removed(FileId fileId);

  void postponeRemoval(FileId fileId, Instant until);

  /// How many copies are known at each place that has any, and how many are to be removed there.
  Map<String, PlaceCounts> counts();

  /// Up to where the records were read and dealt with.
  Optional<String> cursor();

  void advance(String cursor);

  /// Remembers what failed, in place of what was known about the same subject.
  void remember(Trouble trouble);

  Optional<Trouble> trouble(String subject);

  /// The subject is well again, or gone.
  void settle(String subject);

  /// Oldest first.
  List<Trouble> troubles(int limit);

  long troubleCount();
}
