package io.freehold.benchmarks.parts;

import io.freehold.benchmarks.process.Home;
import java.nio.file.Path;

/// Where a part that writes may write, as its process is told.
final class Folder {
  static final String PROPERTY = "freehold.bench.folder";

  private Folder() {}

  static Home home() {
    return Home.in(Path.of(System.getProperty(PROPERTY)));
  }
}
