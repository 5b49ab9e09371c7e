package io.freehold.domain.sync;

/// How much this server knows of at one place.
///
/// @param copies of versions that are here
/// @param removals copies that are to go
public record PlaceCounts(long copies, long removals) {
  public static final PlaceCounts NONE = new PlaceCounts(0, 0);

  public PlaceCounts plus(PlaceCounts other) {
    return new PlaceCounts(copies + other.copies, removals + other.removals);
  }
}
