package io.freehold.domain.blob;

/// What becomes of a blob that is kept under the same key already.
public enum IfTaken {
  /// The new one takes its place, at once.
  REPLACE,
  /// It stays, and the new one is turned away.
  LEAVE
}
