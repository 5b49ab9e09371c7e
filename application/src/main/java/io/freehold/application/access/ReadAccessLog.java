package io.freehold.application.access;

import io.freehold.application.port.AccessLog;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.Caller;

/// Shows the owner who asked for what, newest first (§4.1.5).
public final class ReadAccessLog {
  private final AccessLog accessLog;

  public ReadAccessLog(AccessLog accessLog) {
    this.accessLog = accessLog;
  }

  public Listing<LoggedAccess> read(Caller.Owner owner, Page page) {
    return accessLog.read(page);
  }
}
