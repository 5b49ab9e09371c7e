package io.freehold.architecture.planted.bootstrap;

import com.fasterxml.jackson.databind.ObjectMapper;

/// JSON outside of adapters and settings.
final class ParsesJson {
  Object parses() {
    return new ObjectMapper();
  }
}
