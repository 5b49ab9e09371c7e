package io.freehold.architecture.planted.application.data;

import io.freehold.architecture.planted.domain.grant.ReadPermit;

/// A use case that calls another.
public final class CallsAnother {
  private final ReadInnocently other;

  public CallsAnother(ReadInnocently other) {
    this.other = other;
  }

  public Object act() {
    return other.read(new ReadPermit(""));
  }
}
