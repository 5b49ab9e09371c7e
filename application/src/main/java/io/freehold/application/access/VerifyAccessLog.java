package io.freehold.application.access;

import io.freehold.application.port.AccessLog;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.identity.Caller;
import java.util.Optional;

/// Checks for the owner that no line of the access log is missing or edited.
public final class VerifyAccessLog {
  private final AccessLog accessLog;

  public VerifyAccessLog(AccessLog accessLog) {
    this.accessLog = accessLog;
  }

  /// @param noted a line the owner wrote down earlier, to see whether it is still the same
  public ChainReport verify(Caller.Owner owner, Optional<NotedLine> noted) {
    return accessLog.verify(noted);
  }
}
