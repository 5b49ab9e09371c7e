package io.freehold.architecture.planted.builder;

/// Innocent: closed, and of the JDK alone.
public final class InnocentClient {
  public static String ask() {
    return "";
  }
}
