package io.freehold.application.sync;

import io.freehold.application.port.SyncIndex;
import io.freehold.domain.identity.Caller;
import java.util.function.Supplier;

/// Starts a cycle at the owner's wish (§4.1.7): whatever waits for its time is tried again at once.
public final class TriggerSync {
  private final Supplier<SyncSetup> setup;
  private final SyncIndex index;
  private final Runnable wake;

  /// @param wake has the background begin its next cycle
  public TriggerSync(Supplier<SyncSetup> setup, SyncIndex index, Runnable wake) {
    this.setup = setup;
    this.index = index;
    this.wake = wake;
  }

  /// Returns without waiting for the cycle; says how the synchronisation is set up.
  public SyncSetup trigger(Caller.Owner owner) {
    SyncSetup now = setup.get();
    if (now instanceof SyncSetup.On) {
      index.retryNow();
      wake.run();
    }
    return now;
  }
}
