package io.freehold.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A server's home that lasts as long as it is open.
public record Home(Path path) implements AutoCloseable {
  public static Home in(Path folder) {
    try {
      Files.createDirectories(folder);
      return new Home(Files.createTempDirectory(folder, "home-"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a home in " + folder, e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }
}
