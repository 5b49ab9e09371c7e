package io.freehold.bootstrap;

import java.util.function.LongSupplier;

/// Gives memory back that a burst of work left behind. The collector only runs when memory is asked
/// for, so that a server that has gone quiet would hold what it once needed for ever. When next to
/// nothing was asked for during some looks in a row, one collection is made, and not another before
/// there was work again.
final class SpareMemory {
  private static final int QUIET_LOOKS = 10;
  private static final long QUIET_BYTES = 1L << 20;

  /// Less than this is not worth a collection.
  private static final long BURST_BYTES = 32L << 20;

  private final LongSupplier used;
  private final LongSupplier held;
  private final Runnable collect;
  private long usedBefore;
  private long heldAfterwards;
  private int quietLooks;

  /// @param used bytes of the heap that hold objects, dead ones too
  /// @param held bytes of the heap the system gave
  SpareMemory(LongSupplier used, LongSupplier held, Runnable collect) {
    this.used = used;
    this.held = held;
    this.collect = collect;
    this.usedBefore = used.getAsLong();
    this.heldAfterwards = held.getAsLong();
  }

  static SpareMemory ofThisProcess() {
    Runtime runtime = Runtime.getRuntime();
    return new SpareMemory(
        () -> runtime.totalMemory() - runtime.freeMemory(), runtime::totalMemory, System::gc);
  }

  /// To be called about once a second.
  void look() {
    long now = used.getAsLong();
    boolean isQuiet = now >= usedBefore && now - usedBefore < QUIET_BYTES;
    usedBefore = now;
    quietLooks = isQuiet ? quietLooks + 1 : 0;
    if (quietLooks >= QUIET_LOOKS && held.getAsLong() - heldAfterwards >= BURST_BYTES) {
      collect.run();
      usedBefore = used.getAsLong();
      heldAfterwards = held.getAsLong();
      quietLooks = 0;
    }
  }
}
