package io.freehold.adapters.persistence;

import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.upkeep.HomeContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// How a restored home comes into the place of what was there, in steps of one rename each, so that
/// after a crash at any point it is known what is to be done: `restoring` is not complete and is
/// thrown away; beside `restored` lies what is to be put aside; `moving` is on its way up.
final class RestoredFolder {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);
  private static final String LOCK = "server.lock";

  private final Path home;
  private final LocalDisk disk;

  RestoredFolder(Path home, LocalDisk disk) {
    this.home = home;
    this.disk = disk;
  }

  Path staging() {
    return home.resolve(HomeContents.RESTORING);
  }

  private Path restored() {
    return home.resolve(HomeContents.RESTORED);
  }

  private Path moving() {
    return home.resolve(HomeContents.MOVING);
  }

  /// Whether a restore was interrupted; then nobody is to use the home.
  static boolean isIn(Path home) {
    return Stream.of(HomeContents.RESTORING, HomeContents.RESTORED, HomeContents.MOVING)
        .anyMatch(name -> Files.exists(home.resolve(name), LinkOption.NOFOLLOW_LINKS));
  }

  boolean hasData() throws IOException {
    return !others().isEmpty();
  }

  /// What is in the home and has nothing to do with restoring.
  private List<Path> others() throws IOException {
    try (Stream<Path> names = Files.list(home)) {
      return names.filter(RestoredFolder::isOther).toList();
    }
  }

  private static boolean isOther(Path path) {
    String name = path.getFileName().toString();
    return !name.equals(LOCK)
        && !name.equals("lost+found")
        && !name.equals(HomeContents.RESTORING)
        && !name.equals(HomeContents.RESTORED)
        && !name.equals(HomeContents.MOVING)
        && !name.startsWith(HomeContents.REPLACED);
  }

  /// An empty folder.
  Path begin() throws IOException {
    giveUp();
    disk.createFolder(staging());
    return staging();
  }

  void giveUp() throws IOException {
    remove(staging());
  }

  void settle(Instant now) throws IOException {
    disk.replace(staging(), restored());
    disk.syncFolder(home);
    var _ = finish(now);
  }

  /// False when there is nothing to be finished.
  boolean finish(Instant now) throws IOException {
    if (Files.exists(restored())) {
      putOthersAside(now);
      disk.replace(restored(), moving());
      disk.syncFolder(home);
    }
    boolean isMoving = Files.exists(moving());
    if (isMoving) {
      moveUp();
    }
    return isMoving;
  }

  private void putOthersAside(Instant now) throws IOException {
    List<Path> others = others();
    if (others.isEmpty()) {
      return;
    }
    Path aside = home.resolve(HomeContents.REPLACED + NAME.format(now));
    disk.createFolder(aside);
    for (Path path : others) {
      disk.replace(path, aside.resolve(path.getFileName()));
    }
    disk.syncFolder(aside);
    disk.syncFolder(home);
  }

  private void moveUp() throws IOException {
    try (Stream<Path> names = Files.list(moving())) {
      for (Path path : names.toList()) {
        if (path.endsWith(LOCK)) {
          disk.remove(path);
        } else {
          disk.replace(path, home.resolve(path.getFileName()));
        }
      }
    }
    disk.syncFolder(home);
    var _ = disk.removeFolder(moving());
    disk.syncFolder(home);
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
