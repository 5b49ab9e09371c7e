package io.freehold.bootstrap;

import java.util.Optional;

/// The version of this build, as its jar says.
public final class Version {
  private Version() {}

  public static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
