package io.freehold.adapters.persistence;

import io.freehold.adapters.persistence.data.DataInspection;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.ModeInspection;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Findings;
import io.freehold.domain.upkeep.Repairs;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Acts upon each finding as it comes. No byte is deleted: a file is moved, or loses one of two
/// names. What takes an open store is left for the end.
final class Repair implements Findings, AutoCloseable {
  private static final Set<Finding.Kind> INDEXED =
      EnumSet.of(
          Finding.Kind.MISSING_FILE,
          Finding.Kind.UNINDEXED_FILE,
          Finding.Kind.ROTTEN_FILE,
          Finding.Kind.MISPLACED_FILE,
          Finding.Kind.DUPLICATE_VERSION,
          Finding.Kind.DELETED_FILE,
          Finding.Kind.INVALID_FILE,
          Finding.Kind.LEFTOVER,
          Finding.Kind.DAMAGED_INDEX,
          Finding.Kind.WRONG_INDEX);

  private final Path home;
  private final Disk disk;
  private final InstantSource clock;
  private final Repairs done;
  private final Set<Finding.Kind> seen = EnumSet.noneOf(Finding.Kind.class);
  private Optional<Quarantine> quarantine = Optional.empty();

  Repair(Path home, Disk disk, InstantSource clock, Repairs done) {
    this.home = home;
    this.disk = disk;
    this.clock = clock;
    this.done = done;
  }

  /// Whether a database that nothing can replace is damaged. Without it nobody knows what was
  /// deleted, so nothing is moved.
  boolean isBlocked() {
    return seen.contains(Finding.Kind.DAMAGED_DATABASE)
        || seen.contains(Finding.Kind.NEWER_DATABASE);
  }

  /// Whether there is something that only an open store can mend.
  boolean isToBeContinued() {
    return seen.stream()
        .filter(kind -> kind != Finding.Kind.WRONG_MODE)
        .anyMatch(kind -> kind.remedy() == Finding.Remedy.REPAIR);
  }

  /// Whether the index is to be made again; one that is gone or not the last one is made again by
  /// every start.
  boolean hasChangedWhatTheIndexKnows() {
    boolean isMadeAgainAnyway =
        seen.contains(Finding.Kind.MISSING_INDEX) || seen.contains(Finding.Kind.DOUBTFUL_INDEX);
    return !isMadeAgainAnyway && seen.stream().anyMatch(INDEXED::contains);
  }

  @Override
  public void add(Finding finding) {
    seen.add(finding.kind());
    try {
      act(finding).ifPresent(act -> done.add(finding, act));
    } catch (IOException e) {
      done.add(finding, "could not be mended: " + e);
    }
  }

  private Optional<String> act(Finding finding) throws IOException {
    if (finding.kind() == Finding.Kind.WRONG_MODE) {
      ModeInspection.mend(path(finding));
      return Optional.of("it is its owner's alone now");
    }
    return isBlocked() ? Optional.empty() : mend(finding);
  }

  private Optional<String> mend(Finding finding) throws IOException {
    return switch (finding.kind()) {
      case ROTTEN_FILE, ROTTEN_BLOB, INVALID_FILE, DUPLICATE_VERSION, DELETED_FILE ->
          putAside(finding);
      case DAMAGED_RELAY -> putAsideWithItsLog(finding);
      case MISPLACED_FILE -> putInPlace(finding);
      case LEFTOVER -> clear(finding);
      case MISSING_FILE -> noted(finding, "the index forgets it");
      case UNINDEXED_FILE -> Optional.of("the index takes it in");
      case WRONG_INDEX, DOUBTFUL_INDEX, DAMAGED_INDEX, MISSING_INDEX ->
          Optional.of("the index is made again from the files");
      case UNFINISHED_DELETION -> Optional.of("the deletion is finished");
      case TORN_LOG -> Optional.of("the torn end is kept beside the log");
      default -> Optional.empty();
    };
  }

  private Optional<String> putAside(Finding finding) throws IOException {
    return Optional.of("moved to " + quarantine().take(finding));
  }

  /// A new database must not find the write-ahead log of the old one.
  private Optional<String> putAsideWithItsLog(Finding database) throws IOException {
    for (String suffix : List.of("-wal", "-shm")) {
      var beside = new Finding(database.kind(), database.place() + suffix, database.detail());
      if (Files.exists(path(beside))) {
        var _ = quarantine().take(beside);
      }
    }
    return putAside(database)
        .map(done ->
            done + "; open sessions are lost, and builders do not hear what waited for them");
  }

  private Optional<String> noted(Finding finding, String act) throws IOException {
    quarantine().note(finding, act);
    return Optional.of(act);
  }

  private Optional<String> putInPlace(Finding finding) throws IOException {
    Path file = path(finding);
    Optional<Path> place = DataInspection.placeOf(home, disk, file);
    if (place.isEmpty()) {
      return putAside(finding);
    }
    try {
      makeFolders(place.get());
      disk.link(file, place.get());
      disk.syncFolder(parentOf(place.get()));
      disk.remove(file);
      disk.syncFolder(parentOf(file));
      return Optional.of("moved to its place");
    } catch (FileAlreadyExistsException e) {
      return putAside(finding);
    }
  }

  private void makeFolders(Path file) throws IOException {
    Path above = home;
    for (Path name : home.relativize(parentOf(file))) {
      Path next = above.resolve(name);
      disk.createFolder(next);
      disk.syncFolder(above);
      above = next;
    }
  }

  private Optional<String> clear(Finding finding) throws IOException {
    Path file = path(finding);
    if (hasAnotherName(file)) {
      disk.remove(file);
      return Optional.of("removed; the same file has another name");
    }
    return putAside(finding);
  }

  private static boolean hasAnotherName(Path file) throws IOException {
    boolean isUnix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    return isUnix && (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
  }

  private Path path(Finding finding) {
    return home.resolve(finding.place());
  }

  private static Path parentOf(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private Quarantine quarantine() throws IOException {
    if (quarantine.isEmpty()) {
      quarantine = Optional.of(Quarantine.open(home, disk, clock.instant()));
    }
    return quarantine.get();
  }

  @Override
  public void close() throws IOException {
    if (quarantine.isPresent()) {
      quarantine.get().close();
    }
  }
}
