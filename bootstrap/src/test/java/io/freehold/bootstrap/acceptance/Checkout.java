package io.freehold.bootstrap.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder this project was checked out into, where the launcher is.
public final class Checkout {
  private Checkout() {}

  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("freehold"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("the launcher is not above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }

  public static Path launcher() {
    return root().resolve("freehold");
  }
}
