package io.freehold.adapters.persistence.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Copies of the databases of a home, all of the same moment.
public final class DatabaseCopies {
  /// The moment has to fall between two commits of a server at work, which takes a few tries.
  private static final int TRIES_MAX = 10_000;

  private DatabaseCopies() {}

  /// Copies databases that nobody has open, changing nothing of them.
  ///
  /// @param names below the home
  /// @param folder gets the copies, under the same names
  public static void ofClosed(Path home, List<Path> names, Path folder) throws IOException {
    for (Path name : names) {
      Path copy = placeOf(name, folder);
      for (String suffix : List.of("", "-wal")) {
        Path file = beside(home.resolve(name), suffix);
        if (Files.exists(file)) {
          Files.copy(file, beside(copy, suffix));
        }
      }
      foldIn(copy);
    }
  }

  /// What is committed moves from the write-ahead log into the copy.
  private static void foldIn(Path copy) {
    try (Session session = Connections.toLookAtACopy(copy)) {
      var _ = session.number("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      throw new DamagedDatabaseException(e);
    }
  }

  /// Copies databases that a server is at work on, without its noticing: they are opened to read
  /// only, which leaves their write-ahead logs alone as well.
  public static void ofOpen(Path home, List<Path> names, Path folder) throws IOException {
    try (var open = new Readings()) {
      for (Path name : names) {
        open.add(home.resolve(name));
      }
      open.stopTheClock();
      for (int i = 0; i < names.size(); i++) {
        open.copy(i, placeOf(names.get(i), folder));
      }
    } catch (SQLException e) {
      throw new DamagedDatabaseException(e);
    }
  }

  private static Path placeOf(Path name, Path folder) throws IOException {
    Path place = folder.resolve(name.toString());
    Files.createDirectories(java.util.Objects.requireNonNull(place.getParent()));
    return place;
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /// Of each database one connection that holds a state of it, and one that is told of commits.
  private static final class Readings implements AutoCloseable {
    private final List<Session> holders = new ArrayList<>();
    private final List<Session> watchers = new ArrayList<>();

    void add(Path file) throws SQLException {
      holders.add(Connections.toLookAtWhileOpen(file));
      watchers.add(Connections.toLookAtWhileOpen(file));
    }

    /// When nothing was committed between a look before and a look after, all of the states held
    /// are those of any moment between the two.
    void stopTheClock() throws SQLException {
      for (int i = 0; i < TRIES_MAX; i++) {
        List<Long> before = commits();
        for (Session holder : holders) {
          holder.update("BEGIN");
          var _ = holder.number("SELECT count(*) FROM sqlite_schema");
        }
        if (commits().equals(before)) {
          return;
        }
        for (Session holder : holders) {
          holder.update("COMMIT");
        }
      }
      throw new IllegalStateException(
          "the server writes without a pause; try again when it has less to do");
    }

    private List<Long> commits() throws SQLException {
      var versions = new ArrayList<Long>();
      for (Session watcher : watchers) {
        versions.add(watcher.number("PRAGMA data_version").orElseThrow());
      }
      return versions;
    }

    /// The driver copies page by page, within the transaction that holds the state.
    void copy(int number, Path place) throws SQLException {
      holders.get(number).script("backup to '" + place.toAbsolutePath() + "'");
    }

    @Override
    public void close() throws SQLException {
      for (Session session : holders) {
        session.close();
      }
      for (Session session : watchers) {
        session.close();
      }
    }
  }
}
