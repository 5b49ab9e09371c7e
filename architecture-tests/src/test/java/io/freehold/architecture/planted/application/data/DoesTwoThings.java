package io.freehold.architecture.planted.application.data;

/// A use case with two stories.
public final class DoesTwoThings {
  public void first() {}

  public void second() {}
}
