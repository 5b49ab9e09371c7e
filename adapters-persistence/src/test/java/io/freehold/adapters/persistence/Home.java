package io.freehold.adapters.persistence;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.application.Limits;
import io.freehold.application.port.AccessLog;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// A home that tests open, close, and open again.
public final class Home implements AutoCloseable {
  private final Path folder;
  private final InstantSource clock;
  private PersistenceAdapter adapter;

  public Home(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
    this.adapter = open();
  }

  private PersistenceAdapter open() {
    return PersistenceAdapter.open(folder, Limits.DEFAULT, clock);
  }

  public PersistenceAdapter adapter() {
    return adapter;
  }

  public AccessLog accessLog() {
    return adapter.accessLog(Cast.SERVER_KEY, new FakeSignatures());
  }

  public Path folder() {
    return folder;
  }

  public Path file(String path) {
    return folder.resolve(path);
  }

  /// Stops in good order and starts again.
  public void restart() {
    adapter.close();
    adapter = open();
  }

  /// Stops in good order, lets the disk be changed, and starts again.
  public void restartAfter(Meddling meddling) {
    adapter.close();
    try {
      meddling.meddle();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    adapter = open();
  }

  /// Opens the same home on another disk.
  public void restartOn(Disk disk) {
    adapter.close();
    try {
      adapter = PersistenceAdapter.open(folder, disk, Limits.DEFAULT, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What happens to a disk while nobody watches.
  public interface Meddling {
    void meddle() throws IOException;
  }

  @Override
  public void close() {
    adapter.close();
  }
}
