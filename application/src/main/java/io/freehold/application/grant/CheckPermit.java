package io.freehold.application.grant;

import io.freehold.application.port.Revocations;
import io.freehold.domain.grant.ReadPermit;

/// Says whether a permit that was given is still worth anything: giving somebody a large file takes
/// a while, and its grant may be revoked meanwhile (R18, threat T19).
public final class CheckPermit {
  private final Revocations revocations;

  public CheckPermit(Revocations revocations) {
    this.revocations = revocations;
  }

  public boolean holds(ReadPermit permit) {
    return permit.endsWith().stream().allMatch(grant -> revocations.find(grant).isEmpty());
  }
}
