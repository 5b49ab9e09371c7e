package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.registry.SchemaRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The gateway role's own store. Every write is on disk when the method returns, and each is one
/// atomic step: two writers cannot both be the first.
public interface Registry {
  Optional<Entry<BuilderRegistration>> findBuilder(Address grantee);

  Optional<Entry<BuilderRegistration>> findBuilder(BuilderId id);

  /// Writes a builder in the place of the record of its grantee address. False, and nothing is
  /// written, when that is not `before`, or when there is one and nothing was before.
  boolean saveBuilder(
      Optional<Entry<BuilderRegistration>> before, Entry<BuilderRegistration> builder);

  Optional<Entry<ServerRegistration>> findServer(Address server);

  /// The server this owner registered last and did not take back.
  Optional<Entry<ServerRegistration>> findNewestServerOf(Address owner);

  /// Writes a server in the place of the record of its address, as `saveBuilder` does.
  boolean saveServer(Optional<Entry<ServerRegistration>> before, Entry<ServerRegistration> server);

  Optional<Entry<GrantMessage>> findGrant(GrantId id);

  /// Newest first, at most the limit of the page, and fewer where they are large; `total` counts
  /// all.
  Listing<Entry<GrantMessage>> grantsOf(Address grantor, Page page);

  /// Newest first.
  Listing<Entry<GrantMessage>> grantsTo(Address grantee, Page page);

  /// What one gave the other, newest first.
  Listing<Entry<GrantMessage>> grantsBetween(Address grantor, Address grantee, Page page);

  /// False when a grant with this id is there already; it stays as it is.
  boolean addGrant(Entry<GrantMessage> grant, Address grantee);

  /// False when the grant is unknown or was revoked before.
  boolean removeGrant(GrantId id, Removal removal);

  Optional<Entry<FileRegistration>> findFile(FileId id);

  /// Records whose addition or deletion is after `since`, oldest change first, at most `limit`.
  List<Entry<FileRegistration>> filesOf(
      Address owner, Optional<Instant> since, boolean includeDeleted, int limit);

  /// False when a record with this id is there already, deleted or not; it stays as it is. A change
  /// of an owner's files is never dated before the last one, whatever the clock says: whoever has
  /// read up to that would miss it.
  boolean addFile(Entry<FileRegistration> file);

  /// False when the record is unknown or was deleted before.
  boolean removeFile(FileId id, Removal removal);

  Optional<SchemaRecord> findSchema(SchemaId id);

  /// The newest schema of a scope.
  Optional<SchemaRecord> findSchema(Scope scope);

  /// By scope, then newest first.
  Listing<SchemaRecord> schemas(Page page);

  /// False when this very schema is there already.
  boolean addSchema(SchemaRecord schema);

  /// How many nonces this user has used for this operation; the next one is that number plus one.
  long nonce(Address user, String operation);

  /// Uses a nonce up; false unless it is the next one.
  boolean useNonce(Address user, String operation, long nonce);

  /// How many records wait for a chain.
  long pendingCount();
}
