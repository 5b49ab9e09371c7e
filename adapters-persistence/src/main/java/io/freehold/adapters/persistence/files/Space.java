package io.freehold.adapters.persistence.files;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/// How much room there is on the disk. Some is left for what must go on when no more data is taken
/// in: the access log, deletions, revocations.
public final class Space {
  private static final int SHARE_KEPT_FREE = 16;
  private static final long FULL = 64L << 10;

  private final LongSupplier freeBytes;
  private final long keptFree;

  /// @param keptFreeMax bytes; small disks keep a sixteenth
  public Space(Path folder, long keptFreeMax) {
    this(folder.toFile()::getUsableSpace, keptFree(folder.toFile().getTotalSpace(), keptFreeMax));
  }

  /// A disk of whose room somebody else knows.
  Space(LongSupplier freeBytes, long keptFree) {
    this.freeBytes = freeBytes;
    this.keptFree = keptFree;
  }

  private static long keptFree(long total, long keptFreeMax) {
    return total == 0 ? 0 : Math.min(keptFreeMax, total / SHARE_KEPT_FREE);
  }

  public boolean hasRoomFor(long bytes) {
    return freeBytes() - bytes >= keptFree;
  }

  /// Whether a write that failed probably failed for want of room.
  public boolean isFull() {
    return keptFree > 0 && freeBytes() < FULL;
  }

  public long freeBytes() {
    return freeBytes.getAsLong();
  }

  public long keptFreeBytes() {
    return keptFree;
  }
}
