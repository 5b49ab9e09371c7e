package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.adapters.persistence.sql.DamagedDatabaseException;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Migrations;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.adapters.persistence.sql.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file `index.db`. A damaged one is put aside and begun anew: the data tree has all it knew.
final class IndexFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFile.class);
  private static final Migrations MIGRATIONS = new Migrations("index");
  private static final List<String> SIDE_FILES = List.of("", "-wal", "-shm");

  private final Path file;
  private final Disk disk;
  private final WriteGate gate;
  private final int readersMax;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private Database database;

  IndexFile(Path file, Disk disk, WriteGate gate, int readersMax) {
    this.file = file;
    this.disk = disk;
    this.gate = gate;
    this.readersMax = readersMax;
    this.database = openOrBegin();
  }

  private Database openOrBegin() {
    try {
      return open();
    } catch (DamagedDatabaseException e) {
      putAside(e.getMessage());
      return open();
    }
  }

  private Database open() {
    return Database.open(file, disk, gate, readersMax, MIGRATIONS);
  }

  private void putAside(@Nullable String because) {
    LOG.error("{} is put aside and made again from the data files: {}", file, because);
    try {
      for (String suffix : SIDE_FILES) {
        Path damaged = file.resolveSibling(file.getFileName() + suffix);
        Path aside = file.resolveSibling("damaged-" + file.getFileName() + suffix);
        disk.remove(aside);
        if (disk.size(damaged) >= 0) {
          disk.replace(damaged, aside);
        }
      }
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  /// Puts the file aside and begins with an empty one.
  void startOver(@Nullable String because) {
    use.writeLock().lock();
    try {
      database.close();
      putAside(because);
      database = open();
    } finally {
      use.writeLock().unlock();
    }
  }

  /// Does something while nobody else uses the index.
  void exclusively(Runnable act) {
    use.writeLock().lock();
    try {
      act.run();
    } finally {
      use.writeLock().unlock();
    }
  }

  <T> T read(Work<T> work) {
    use.readLock().lock();
    try {
      return database.read(work);
    } finally {
      use.readLock().unlock();
    }
  }

  <T> T write(Work<T> work) {
    use.readLock().lock();
    try {
      return database.write(work);
    } finally {
      use.readLock().unlock();
    }
  }

  <T> T writeIfThereIsRoom(Work<T> work) {
    use.readLock().lock();
    try {
      return database.writeIfThereIsRoom(work);
    } finally {
      use.readLock().unlock();
    }
  }

  long fact(String name) {
    return read(session -> session.number("SELECT value FROM facts WHERE name = ?", name))
        .orElse(0);
  }

  void setFact(String name, long value) {
    var _ = write(session -> setFact(session, name, value));
  }

  static int setFact(Session session, String name, long value) throws SQLException {
    return session.update("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", name, value);
  }

  /// Whether the database is whole as far as it can tell itself.
  boolean isSound() {
    return read(session -> session.first("PRAGMA quick_check(1)", row -> row.getString(1)))
        .filter("ok"::equals)
        .isPresent();
  }

  void checkpoint() {
    exclusively(() -> database.checkpoint());
  }

  @Override
  public void close() {
    exclusively(() -> database.close());
  }
}
