package io.freehold.bootstrap;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was opened so far, closed in the opposite order. A part that does not close well is told of
/// and keeps none of the others open: the log behind it is still to reach the disk.
final class OpenParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenParts.class);

  private record Part(String name, AutoCloseable closing) {}

  private final Deque<Part> open = new ArrayDeque<>();

  /// Returns the part itself.
  <T extends AutoCloseable> T add(String name, T part) {
    open.push(new Part(name, part));
    return part;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      close(open.pop());
    }
  }

  private static void close(Part part) {
    try {
      part.closing().close();
    } catch (Exception e) {
      LOG.error("{} did not close well", part.name(), e);
    }
  }
}
