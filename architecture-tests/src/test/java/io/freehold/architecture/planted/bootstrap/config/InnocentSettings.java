package io.freehold.architecture.planted.bootstrap.config;

import com.fasterxml.jackson.databind.ObjectMapper;

/// Innocent: the environment is read here.
final class InnocentSettings {
  String home() {
    return System.getenv("HOME") + new ObjectMapper();
  }
}
