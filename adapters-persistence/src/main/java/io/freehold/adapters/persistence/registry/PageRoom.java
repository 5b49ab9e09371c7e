package io.freehold.adapters.persistence.registry;

import io.freehold.domain.registry.Entry;

/// What a page may take of the memory, however many records were asked for: strangers choose how
/// large a record is, and anybody may ask for a page (threat T32). A thousand usual ones have room.
final class PageRoom {
  private static final int BYTES_MAX = 2 << 20;

  private int taken;

  /// Takes the room of one more; whether there is none for another.
  boolean isFullWith(Entry<?> entry) {
    taken += entry.message().bytes();
    return taken >= BYTES_MAX;
  }
}
