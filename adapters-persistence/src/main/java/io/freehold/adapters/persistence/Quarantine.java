package io.freehold.adapters.persistence;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.upkeep.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/// Where a repair puts what cannot stay where it is, under the path it had, with a line in
/// `report.txt` that says what it was and why. A line is on disk before its file is moved.
final class Quarantine implements AutoCloseable {
  static final String FOLDER = "quarantine";
  private static final String REPORT = "report.txt";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

  private final Path home;
  private final Disk disk;
  private final Path folder;
  private final Disk.Appender report;

  private Quarantine(Path home, Disk disk, Path folder, Disk.Appender report) {
    this.home = home;
    this.disk = disk;
    this.folder = folder;
    this.report = report;
  }

  static Quarantine open(Path home, Disk disk, Instant now) throws IOException {
    disk.createFolder(home.resolve(FOLDER));
    Path folder = free(home.resolve(FOLDER).resolve(NAME.format(now)));
    disk.createFolder(folder);
    disk.syncFolder(home);
    disk.syncFolder(home.resolve(FOLDER));
    Disk.Appender report = disk.append(folder.resolve(REPORT));
    disk.syncFolder(folder);
    return new Quarantine(home, disk, folder, report);
  }

  /// How many files were put aside by one repair.
  static long filesIn(Path repair) throws IOException {
    try (Stream<Path> all = Files.walk(repair)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals(REPORT))
          .count();
    }
  }

  /// Notes what is found, without moving anything. It is on disk when this is closed.
  void note(Finding finding, String done) throws IOException {
    String line =
        "%s %s: %s; %s\n".formatted(finding.kind().word(), finding.place(), finding.detail(), done);
    report.append(line.getBytes(StandardCharsets.UTF_8));
  }

  /// Moves a file here and returns where it is now, below the home.
  String take(Finding finding) throws IOException {
    Path file = home.resolve(finding.place());
    Path target = free(folder.resolve(finding.place()));
    makeFolders(target);
    String place = home.relativize(target).toString();
    note(finding, "moved to " + place);
    report.sync();
    disk.replace(file, target);
    disk.syncFolder(parentOf(target));
    disk.syncFolder(parentOf(file));
    return place;
  }

  private void makeFolders(Path target) throws IOException {
    Path above = folder;
    for (Path name : folder.relativize(parentOf(target))) {
      if (!name.toString().isEmpty()) {
        Path next = above.resolve(name);
        disk.createFolder(next);
        disk.syncFolder(above);
        above = next;
      }
    }
  }

  private static Path parentOf(Path path) {
    return java.util.Objects.requireNonNull(path.getParent());
  }

  private static Path free(Path wanted) {
    Path path = wanted;
    for (int i = 2; Files.exists(path, LinkOption.NOFOLLOW_LINKS); i++) {
      path = wanted.resolveSibling(wanted.getFileName() + "-" + i);
    }
    return path;
  }

  @Override
  public void close() throws IOException {
    try (report) {
      report.sync();
    }
  }
}
