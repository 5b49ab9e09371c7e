package io.freehold.benchmarks.process;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder that has the launcher and the packaged server.
public record Checkout(Path root) {
  public Checkout {
    if (!Files.isRegularFile(root.resolve("freehold"))) {
      throw new IllegalArgumentException("the launcher is not in " + root);
    }
  }

  /// The checkout a folder is in.
  public static Checkout above(Path folder) {
    Path found = folder.toAbsolutePath();
    while (found != null && !Files.isRegularFile(found.resolve("freehold"))) {
      found = found.getParent();
    }
    if (found == null) {
      throw new IllegalArgumentException("the launcher is not above " + folder);
    }
    return new Checkout(found);
  }

  public boolean isPackaged() {
    return Files.isRegularFile(root.resolve("bootstrap/target/dist/freehold.jar"));
  }

  public boolean hasStartUpCache() {
    return Files.isRegularFile(root.resolve("bootstrap/target/dist/server.aot"));
  }

  Path launcher() {
    return root.resolve("freehold");
  }

  /// On the same disk as the checkout: a temporary folder is often in memory.
  public Path workFolder() {
    return root.resolve("benchmarks/target/homes");
  }
}
