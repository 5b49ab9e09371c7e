package io.freehold.architecture.planted.adapters.http;

/// Prints.
final class Prints {
  void prints() {
    System.out.println(".");
  }
}
