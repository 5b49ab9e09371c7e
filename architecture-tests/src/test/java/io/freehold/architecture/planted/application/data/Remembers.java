package io.freehold.architecture.planted.application.data;

/// A use case with a memory.
public final class Remembers {
  private int count;

  public int act() {
    return count++;
  }
}
