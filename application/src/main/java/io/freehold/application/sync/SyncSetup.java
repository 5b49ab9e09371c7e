package io.freehold.application.sync;

/// Whether this server can synchronise, and with what.
public sealed interface SyncSetup {
  /// It cannot, or shall not.
  ///
  /// @param because a sentence for the owner, with what to do about it
  record Off(String because) implements SyncSetup {}

  /// It can.
  record On(Replica replica, Backends backends) implements SyncSetup {}
}
