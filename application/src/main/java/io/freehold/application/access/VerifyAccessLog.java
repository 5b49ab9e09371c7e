package io.freehold.application.access;

import io.freehold.application.port.AccessLog;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.identity.Caller;

/// Checks for the owner that no line of the access log is missing or edited.
public final class VerifyAccessLog {
  private final AccessLog accessLog;

  public VerifyAccessLog(AccessLog accessLog) {
    this.accessLog = accessLog;
  }

  public ChainReport verify(Caller.Owner owner) {
    return accessLog.verify();
  }
}
