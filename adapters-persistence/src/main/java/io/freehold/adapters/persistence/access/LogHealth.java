package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.domain.ProblemException;
import java.io.IOException;
import java.io.SyncFailedException;

/// Whether lines may still be added. After a failed fsync lines may be gone, and no further one is
/// to hide that.
final class LogHealth {
  private final WriteGate gate;
  private volatile boolean isBroken;

  LogHealth(WriteGate gate) {
    this.gate = gate;
  }

  boolean isBroken() {
    return isBroken;
  }

  void mustBeWhole() {
    if (isBroken) {
      throw WriteGate.unavailable("the access log could not be kept; check the disk and restart")
          .asException();
    }
  }

  /// What a failure of the disk is to whoever asked for a line, and to the lines that come.
  ProblemException refusal(IOException failure) {
    ProblemException refusal = gate.refusal(failure);
    if (failure instanceof SyncFailedException && gate.isClosed()) {
      isBroken = true;
    }
    return refusal;
  }
}
