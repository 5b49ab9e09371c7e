package io.freehold.bootstrap.config;

import java.util.List;

/// The names of all settings, for tests of other packages.
public final class Settings {
  private Settings() {}

  public static List<String> names() {
    return SettingsTable.paths().toList();
  }
}
