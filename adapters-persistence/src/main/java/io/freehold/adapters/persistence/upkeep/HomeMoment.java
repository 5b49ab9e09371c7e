package io.freehold.adapters.persistence.upkeep;

import io.freehold.adapters.persistence.access.LogCopies;
import io.freehold.adapters.persistence.data.VersionCopies;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.sql.DatabaseCopies;
import io.freehold.adapters.persistence.sql.Migrations;
import io.freehold.adapters.persistence.sql.Snapshot;
import io.freehold.domain.Address;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A home as it was at one moment, while its server may go on: copies of the databases, the access
/// log up to a line, and the data files, which never change.
public final class HomeMoment implements AutoCloseable {
  private static final Duration ON_ITS_WAY_MAX = Duration.ofMinutes(1);
  private static final String FOLDER = "freehold-backup-";
  private static final Pattern FOLDER_OF_A_PROCESS = Pattern.compile(FOLDER + "(\\d{1,18})-\\d+");

  private final Path home;
  private final boolean isOpen;
  private final Path copies;
  private final Snapshot index;
  private final Snapshot state;
  private final LogCopies log;
  private final VersionCopies versions;

  private HomeMoment(Path home, boolean isOpen, Path copies, int inMemoryFileBytesMax)
      throws IOException {
    this.home = home;
    this.isOpen = isOpen;
    this.copies = copies;
    LocalDisk disk = LocalDisk.toLookAt(home);
    this.log = new LogCopies(home.resolve("logs"), disk);
    this.index = Snapshot.of(copies.resolve("index.db"), new Migrations("index"));
    this.state = Snapshot.of(copies.resolve("state.db"), new Migrations("state"));
    this.versions = new VersionCopies(home, disk, index, state, inMemoryFileBytesMax);
  }

  /// @param isOpen whether a server is at work on it
  public static HomeMoment of(Path home, boolean isOpen, int inMemoryFileBytesMax)
      throws IOException {
    mustHave(home, "state.db", "nothing was ever kept in " + home);
    mustHave(
        home, "index.db", "the index of " + home + " is gone; `freehold repair` makes it again");
    List<Path> databases = new HomeContents(home).databases();
    Path copies = newFolder();
    try {
      if (isOpen) {
        DatabaseCopies.ofOpen(home, databases, copies);
      } else {
        DatabaseCopies.ofClosed(home, databases, copies);
      }
      return new HomeMoment(home, isOpen, copies, inMemoryFileBytesMax);
    } catch (IOException | RuntimeException e) {
      remove(copies);
      throw e;
    }
  }

  /// Named after this process, so that the next one can tell whether it is still at work.
  private static Path newFolder() throws IOException {
    Path folder = Files.createTempDirectory(FOLDER + ProcessHandle.current().pid() + "-");
    removeAbandoned(Objects.requireNonNull(folder.getParent()));
    return folder;
  }

  /// What a process left that was killed: copies of databases lie in the open no longer than until
  /// the next backup.
  private static void removeAbandoned(Path among) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(among, FOLDER + "*")) {
      for (Path folder : folders) {
        Matcher name = FOLDER_OF_A_PROCESS.matcher(String.valueOf(folder.getFileName()));
        if (name.matches()
            && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.isWritable(folder)) {
          remove(folder);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void mustHave(Path home, String file, String otherwise) {
    if (!Files.isRegularFile(home.resolve(file))) {
      throw new IllegalStateException(otherwise);
    }
  }

  public Optional<Address> owner() {
    return state.read(session ->
        session.first("SELECT address FROM owner", row -> new Address(row.getString(1))));
  }

  /// Whether a file that is not among the versions became one since, or is about to: it has its
  /// name before the index has it.
  public boolean cameSince(VersionCopies.Row row) {
    return isOpen && (VersionCopies.isThere(home, row) || isNew(versions.fileOf(row)));
  }

  private boolean isNew(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .isAfter(Files.getLastModifiedTime(copies).toInstant().minus(ON_ITS_WAY_MAX));
    } catch (IOException e) {
      return false;
    }
  }

  public VersionCopies versions() {
    return versions;
  }

  /// Whether a version whose file is gone was deleted since.
  public boolean wasDeletedSince(VersionCopies.Row row) {
    return isOpen
        && !Files.exists(versions.fileOf(row), LinkOption.NOFOLLOW_LINKS)
        && !VersionCopies.isThere(home, row);
  }

  /// A folder for as long as this is open.
  Path workFolder() {
    return copies;
  }

  /// A file of the home as it was then; empty when it was not there.
  Optional<InputStream> open(Path file) throws IOException {
    if (HomeContents.isDatabase(file)) {
      return Optional.of(Files.newInputStream(copies.resolve(home.relativize(file).toString())));
    }
    if (log.has(file)) {
      return log.open(file);
    }
    return Optional.of(Files.newInputStream(file));
  }

  /// The signed head and the days of the access log.
  public Optional<InputStream> openLog(Path file) throws IOException {
    return log.has(file) ? log.open(file) : Optional.empty();
  }

  /// The days of the access log that were there, and are gone.
  public List<Path> lostLogs() {
    return log.lost();
  }

  @Override
  public void close() {
    index.close();
    state.close();
    remove(copies);
  }

  /// The system's own temporary folder forgets what cannot be removed.
  static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
