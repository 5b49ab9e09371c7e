package io.freehold.architecture.planted.builder.data;

import com.fasterxml.jackson.core.JsonFactory;

/// A JSON library outside of its package.
final class ParsesAsItReads {
  Object parses() {
    return new JsonFactory();
  }
}
