package io.freehold.architecture.planted.adapters.storage;

/// Reads a setting that nobody knows of.
final class ReadsTheEnvironment {
  String reads() {
    return System.getenv("HOME");
  }
}
