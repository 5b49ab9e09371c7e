package io.freehold.architecture.planted.application.data;

/// A use case that can be extended.
public class IsOpen {
  public void act() {}
}
