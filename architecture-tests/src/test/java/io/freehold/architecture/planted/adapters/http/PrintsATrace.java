package io.freehold.architecture.planted.adapters.http;

/// Prints a stack trace.
final class PrintsATrace {
  void prints(Exception e) {
    e.printStackTrace();
  }
}
