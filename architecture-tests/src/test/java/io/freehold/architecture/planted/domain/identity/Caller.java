package io.freehold.architecture.planted.domain.identity;

/// Innocent: whoever asks.
public sealed interface Caller {
  record Owner(String innocent) implements Caller {}
}
