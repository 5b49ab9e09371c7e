package io.freehold.adapters.persistence.sql;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A SQLite database that answers for what it says: a write that returned is on disk. Writes of
/// many callers share a transaction and its fsync; readers see the last committed state and never
/// wait for a writer.
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int GROUP_MAX = 256;
  private static final int WRITES_PER_CHECKPOINT = 100;

  /// A write of strangers on its way through the log into the database.
  private static final long WRITE_BYTES_MAX = 256 << 10;

  /// What a write-ahead log may have when a database is opened: about that of a hundred writes.
  private static final long LOG_BYTES_MAX = 4L << 20;

  private final Path file;
  private final WriteGate gate;
  private final Session writer;
  private final Readers readers;
  private final ReentrantLock writing = new ReentrantLock();
  private final GroupCommit<PendingWrite<?>> writes = new GroupCommit<>(GROUP_MAX, this::commit);
  private int writesSinceCheckpoint;
  private boolean isClosed;

  private Database(Path file, WriteGate gate, Session writer, Readers readers) {
    this.file = file;
    this.gate = gate;
    this.writer = writer;
    this.readers = readers;
  }

  /// Opens a database, makes it if it is not there, and brings it up to date.
  public static Database open(
      Path file, Disk disk, WriteGate gate, int readersMax, Migrations migrations) {
    try {
      // SQLite gives its side files the permissions of this one.
      disk.append(file).close();
      Session writer = Connections.toWrite(file);
      try {
        migrations.run(writer);
        foldInALongLog(file, writer);
        return new Database(file, gate, writer, new Readers(file, readersMax));
      } catch (SQLException | RuntimeException e) {
        writer.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqlFailure.ofOpening(e, Files.isWritable(file));
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  /// A server that is cut off again and again before its hundredth write never folds its log in,
  /// and would read all of it at every start.
  private static void foldInALongLog(Path file, Session writer) throws SQLException, IOException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
      try {
        var _ = writer.number("PRAGMA wal_checkpoint(TRUNCATE)");
      } catch (SQLException e) {
        if (!SqlFailure.leavesNoDoubt(e)) {
          throw e;
        }
        LOG.warn("The write-ahead log of {} could not be folded in now: {}", file, e.getMessage());
      }
    }
  }

  /// Reads one state of the database, however many statements it takes.
  public <T> T read(Work<T> work) {
    try {
      return readers.read(work);
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  /// Returns when the work is on disk, for which the last room is used if need be. The work may run
  /// together with others; it must not wait for anything.
  public <T> T write(Work<T> work) {
    return gate.evenIfFull(() -> writeIfThereIsRoom(work));
  }

  /// Leaves what is kept free to others: for what strangers send, who could use it up (threat T27).
  public <T> T writeIfThereIsPlenty(Work<T> work) {
    gate.mustHaveRoomFor(WRITE_BYTES_MAX);
    return writeIfThereIsRoom(work);
  }

  /// Leaves the last room to others.
  public <T> T writeIfThereIsRoom(Work<T> work) {
    gate.mustBeOpen();
    var write = new PendingWrite<>(work);
    writes.submit(write);
    return write.result();
  }

  private void commit(List<PendingWrite<?>> group) {
    writing.lock();
    try {
      gate.mustBeOpen();
      mustBeOpen();
      runAll(group);
      checkpointIfDue(group.size());
    } catch (SQLException e) {
      failAll(group, SqlFailure.of(e));
    } catch (RuntimeException e) {
      failAll(group, e);
    } finally {
      writing.unlock();
    }
  }

  private void runAll(List<PendingWrite<?>> group) throws SQLException {
    writer.update("BEGIN IMMEDIATE");
    try {
      for (PendingWrite<?> write : group) {
        write.runIn(writer);
      }
    } catch (SQLException e) {
      rollBack();
      throw e;
    }
    try {
      writer.update("COMMIT");
    } catch (SQLException e) {
      rollBack();
      if (!SqlFailure.leavesNoDoubt(e)) {
        gate.close(e);
      }
      throw e;
    }
  }

  private void rollBack() {
    try {
      writer.update("ROLLBACK");
    } catch (SQLException e) {
      LOG.debug("Nothing was left to roll back in {}", file, e);
    }
  }

  private static void failAll(List<PendingWrite<?>> group, RuntimeException because) {
    group.forEach(write -> write.fail(because));
  }

  /// SQLite's own checkpoints swallow their errors, and a failed fsync among them would go unheard.
  private void checkpointIfDue(int writes) {
    writesSinceCheckpoint += writes;
    if (writesSinceCheckpoint >= WRITES_PER_CHECKPOINT) {
      checkpoint("PASSIVE");
    }
  }

  /// Moves what was committed from the write-ahead log into the database.
  public void checkpoint() {
    writing.lock();
    try {
      checkpoint("TRUNCATE");
    } finally {
      writing.unlock();
    }
  }

  private void checkpoint(String mode) {
    mustBeOpen();
    writesSinceCheckpoint = 0;
    try {
      var _ = writer.number("PRAGMA wal_checkpoint(" + mode + ")");
    } catch (SQLException e) {
      if (SqlFailure.leavesNoDoubt(e)) {
        LOG.warn("The write-ahead log of {} could not be folded in now: {}", file, e.getMessage());
      } else {
        gate.close(e);
      }
    }
  }

  private void mustBeOpen() {
    if (isClosed) {
      throw closed();
    }
  }

  static ProblemException closed() {
    return new Problem.ServiceUnavailable(
            Problem.Cause.STOPPING, "the store is closed", Duration.ofSeconds(10))
        .asException();
  }

  /// Whoever comes later is refused. Closing once more does nothing.
  @Override
  public void close() {
    writing.lock();
    try {
      isClosed = true;
      readers.close();
      writer.close();
    } catch (SQLException e) {
      LOG.warn("{} did not close well", file, e);
    } finally {
      writing.unlock();
    }
  }
}
