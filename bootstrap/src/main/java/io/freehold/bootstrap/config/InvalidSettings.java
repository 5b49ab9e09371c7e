package io.freehold.bootstrap.config;

/// A setting that cannot be used; the message names it, its place and what would be right.
public final class InvalidSettings extends RuntimeException {
  InvalidSettings(String message) {
    super(message);
  }

  InvalidSettings(String message, Throwable cause) {
    super(message, cause);
  }
}
