package io.freehold.domain.upkeep;

/// Somebody who is told how the work on an archive goes on.
public interface ArchiveProgress {
  /// @param bytesAll about how many there are; 0 when nobody knows
  void reached(long bytes, long bytesAll);

  void leftOut(LeftOut file);
}
