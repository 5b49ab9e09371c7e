package io.freehold.architecture.planted.adapters.storage;

/// Uses the log of the JDK.
final class UsesTheOldLog {
  Object uses() {
    return java.util.logging.Logger.getAnonymousLogger();
  }
}
