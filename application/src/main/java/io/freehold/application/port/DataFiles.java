package io.freehold.application.port;

import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.ScopePattern;
import java.util.List;
import java.util.Optional;

/// The decrypted data files this server keeps for its owner (§4.1.8). What a method returned from
/// is on disk: a crash or a power loss afterwards does not undo it.
public interface DataFiles {
  /// Gives the draft the first free version of its scope, after every version there ever was, and
  /// writes it. The same idempotency key with the same scope and payload within a day gives the
  /// first version again; with another one it is refused as `IdempotencyConflict`.
  VersionSummary save(DataDraft draft);

  /// Empty when the permitted scope has no such version. Bytes that do not match their hash are
  /// never returned.
  Optional<StoredFile> find(ReadPermit permit, Version version);

  /// The scopes that have data, by name.
  ///
  /// @param patterns only scopes that one of them covers
  Listing<ScopeSummary> scopes(ScopePrefix prefix, List<ScopePattern> patterns, Page page);

  /// The versions of a scope, newest first; empty when the scope is unknown.
  Listing<VersionSummary> versions(Scope scope, Page page);

  /// Deletes every version of exactly this scope and returns how many there were. Once it returns,
  /// none can be read, listed or recovered by a restart.
  long delete(Scope scope);
}
