package io.freehold.architecture.planted.application.port;

/// A port with code of its own.
public interface HasABody {
  default int number() {
    return 1;
  }
}
