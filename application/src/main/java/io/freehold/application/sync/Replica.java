package io.freehold.application.sync;

import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.MasterKey;

/// Whose data this server keeps in step with the owner's other servers, and the key to it.
public record Replica(Address owner, MasterKey masterKey) {

  /// What the files of a scope are encrypted with (§2.3).
  Secret password(Scope scope) {
    return new Secret(masterKey.scopeKey(scope));
  }
}
