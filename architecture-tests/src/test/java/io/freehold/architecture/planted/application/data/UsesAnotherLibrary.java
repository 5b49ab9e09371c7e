package io.freehold.architecture.planted.application.data;

import com.google.re2j.Pattern;

/// The application uses a library.
public final class UsesAnotherLibrary {
  public boolean uses(String text) {
    return Pattern.matches("a", text);
  }
}
