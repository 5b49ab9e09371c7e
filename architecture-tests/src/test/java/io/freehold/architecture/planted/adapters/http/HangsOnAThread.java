package io.freehold.architecture.planted.adapters.http;

/// Keeps a value on a thread.
final class HangsOnAThread {
  private static final ThreadLocal<String> VALUE = new ThreadLocal<>();

  String value() {
    return VALUE.get();
  }
}
