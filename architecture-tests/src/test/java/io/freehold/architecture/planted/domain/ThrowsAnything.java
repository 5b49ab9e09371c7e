package io.freehold.architecture.planted.domain;

/// Throws what nobody expects.
final class ThrowsAnything {
  RuntimeException thrown() {
    return new UnsupportedOperationException();
  }
}
