package io.freehold.architecture.planted.domain;

import com.google.re2j.Pattern;

/// The domain uses a library.
final class UsesALibrary {
  boolean uses(String text) {
    return Pattern.matches("a", text);
  }
}
