package io.freehold.domain.storage;

import io.freehold.domain.identity.Secret;

/// What opens an archive.
///
/// @param password of the OpenPGP message
public record ArchiveKey(Kind kind, Secret password) {

  /// Where the password comes from. It stands readable on every archive, so that its owner knows
  /// what to look for.
  public enum Kind {
    /// It follows from the master key.
    MASTER_KEY,
    /// Somebody thought of it.
    PASSPHRASE
  }
}
