package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.access.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The folder `logs`: which file is which day's, and where the signed head and the checkpoint lie.
record LogFolder(Disk disk, Path path) {
  private static final String PREFIX = "access-";
  private static final String SUFFIX = ".log";
  private static final String HEAD = "head.json";
  private static final String CHECKPOINT = "checkpoint.json";
  private static final String TORN = "torn-";
  private static final int JSON_BYTES_MAX = 4_096;

  Path logOf(LocalDate day) {
    return path.resolve(PREFIX + day + SUFFIX);
  }

  static Optional<LocalDate> dayOf(Path log) {
    String name = log.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    return date(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Oldest first.
  List<Path> logs() throws IOException {
    var logs = new ArrayList<Path>();
    disk.list(
        path,
        file -> {
          if (dayOf(file).isPresent()) {
            logs.add(file);
          }
        });
    Collections.sort(logs);
    return logs;
  }

  /// The days after those that were forgotten, oldest first.
  List<Path> logsAfter(Optional<Checkpoint> checkpoint) throws IOException {
    return logs().stream()
        .filter(log ->
            checkpoint.isEmpty()
                || dayOf(log).filter(checkpoint.get().through()::isBefore).isPresent())
        .toList();
  }

  Optional<LogHead> head() throws IOException {
    return json(HEAD).flatMap(LogHead::read);
  }

  /// Whether there is one, whoever signed it.
  boolean hasCheckpoint() throws IOException {
    return disk.size(path.resolve(CHECKPOINT)) >= 0;
  }

  Optional<LogCheckpoint> checkpoint() throws IOException {
    return json(CHECKPOINT).flatMap(LogCheckpoint::read);
  }

  private Optional<byte[]> json(String name) throws IOException {
    Path file = path.resolve(name);
    long size = disk.size(file);
    return size < 0 || size > JSON_BYTES_MAX
        ? Optional.empty()
        : Optional.of(disk.read(file, 0, (int) size));
  }

  void write(LogHead head) throws IOException {
    replace(HEAD, head.json());
  }

  void write(LogCheckpoint checkpoint) throws IOException {
    replace(CHECKPOINT, checkpoint.json());
  }

  private void replace(String name, byte[] json) throws IOException {
    disk.remove(next(name));
    disk.create(next(name), json);
    disk.replace(next(name), path.resolve(name));
    disk.syncFolder(path);
  }

  /// What a crash kept from taking the place of the one before.
  void removeLeftovers() throws IOException {
    disk.remove(next(HEAD));
    disk.remove(next(CHECKPOINT));
  }

  private Path next(String name) {
    return path.resolve(name + ".new");
  }

  /// What the server signs: the head first, because the checkpoint never goes beyond it.
  List<Path> signedFiles() {
    return List.of(path.resolve(HEAD), path.resolve(CHECKPOINT));
  }

  /// Removes a day and all before it, with the positions of their lines and what was torn off them.
  /// What allows it is on the disk before.
  void removeThrough(LocalDate day) throws IOException {
    disk.syncFolder(path);
    var old = new ArrayList<Path>();
    disk.list(
        path,
        file -> {
          if (dayOfAny(file).filter(found -> !found.isAfter(day)).isPresent()) {
            old.add(file);
          }
        });
    for (Path file : old) {
      disk.remove(file);
    }
  }

  /// The day of a log, of the positions of its lines, or of what was torn off it.
  private static Optional<LocalDate> dayOfAny(Path file) {
    String name = file.getFileName().toString();
    return dayOf(file)
        .or(() -> LineOffsets.logOf(file).flatMap(LogFolder::dayOf))
        .or(() ->
            name.startsWith(TORN) && name.lastIndexOf('-') > TORN.length()
                ? date(name.substring(TORN.length(), name.lastIndexOf('-')))
                : Optional.empty());
  }

  /// Keeps what is cut off the end of a log, for whoever wants to know.
  Path keepTorn(Path log, long from) throws IOException {
    long size = disk.size(log) - from;
    Path torn = path.resolve(TORN + dayOf(log).orElseThrow() + "-" + from);
    disk.remove(torn);
    try (Disk.Appender out = disk.append(torn)) {
      for (long done = 0; done < size; done += LogLine.BYTES_MAX) {
        out.append(disk.read(log, from + done, (int) Math.min(LogLine.BYTES_MAX, size - done)));
      }
      out.sync();
    }
    return torn;
  }
}
