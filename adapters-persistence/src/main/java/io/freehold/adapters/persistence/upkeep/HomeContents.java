package io.freehold.adapters.persistence.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What of a home belongs into an archive, besides the versions: everything but what is made again
/// at each start, what a crash left, and what an interrupted restore put there.
public final class HomeContents {
  /// What a restore is at work on, and what it took out of the way.
  public static final String RESTORING = "restoring";

  public static final String RESTORED = "restored";
  public static final String MOVING = "moving";
  public static final String REPLACED = "replaced-";

  private static final Set<String> LEFT_OUT =
      Set.of(
          "data",
          "incoming",
          "blobs/incoming",
          "spool",
          "server.lock",
          "reserve",
          "reserve.start",
          RESTORING,
          RESTORED,
          MOVING);
  private static final List<String> ENDINGS_LEFT_OUT =
      List.of(".new", ".db-wal", ".db-shm", ".db-journal", ".spool");
  private static final List<String> BEGINNINGS_LEFT_OUT =
      List.of(".link-probe-", "damaged-index.db", REPLACED);

  private final Path home;

  public HomeContents(Path home) {
    this.home = home;
  }

  /// Somebody who is shown files.
  interface Visitor {
    void visit(Path file) throws IOException;
  }

  /// The databases, below the home.
  List<Path> databases() throws IOException {
    var databases = new ArrayList<Path>();
    forEach(file -> {
      if (isDatabase(file)) {
        databases.add(home.relativize(file));
      }
    });
    return databases;
  }

  static boolean isDatabase(Path file) {
    return file.getFileName().toString().endsWith(".db");
  }

  /// Folder by folder, by name. Links are shown, and not followed.
  void forEach(Visitor visitor) throws IOException {
    walk(home, visitor);
  }

  private void walk(Path folder, Visitor visitor) throws IOException {
    for (Path path : sorted(folder)) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        walk(path, visitor);
      } else {
        visitor.visit(path);
      }
    }
  }

  private List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> names = Files.list(folder)) {
      return names
          .filter(this::belongs)
          .sorted((one, other) -> nameOf(one).compareTo(nameOf(other)))
          .toList();
    }
  }

  private static String nameOf(Path path) {
    return path.getFileName().toString();
  }

  private boolean belongs(Path path) {
    String below = ArchiveNames.below(home, path);
    String name = nameOf(path);
    return !LEFT_OUT.contains(below)
        && ENDINGS_LEFT_OUT.stream().noneMatch(name::endsWith)
        && BEGINNINGS_LEFT_OUT.stream().noneMatch(name::startsWith);
  }
}
