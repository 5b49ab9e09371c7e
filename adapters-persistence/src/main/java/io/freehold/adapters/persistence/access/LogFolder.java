package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The folder `logs`: which file is which day's, and where the signed head lies.
record LogFolder(Disk disk, Path path) {
  private static final String PREFIX = "access-";
  private static final String SUFFIX = ".log";

  Path logOf(LocalDate day) {
    return path.resolve(PREFIX + day + SUFFIX);
  }

  static Optional<LocalDate> dayOf(Path log) {
    String name = log.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length())));
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

  Optional<LogHead> head() throws IOException {
    Path file = path.resolve("head.json");
    long size = disk.size(file);
    return size < 0 || size > 4_096
        ? Optional.empty()
        : LogHead.read(disk.read(file, 0, (int) size));
  }

  void write(LogHead head) throws IOException {
    removeLeftover();
    disk.create(nextHead(), head.json());
    disk.replace(nextHead(), path.resolve("head.json"));
    disk.syncFolder(path);
  }

  /// A head that a crash kept from taking the place of the one before.
  void removeLeftover() throws IOException {
    disk.remove(nextHead());
  }

  private Path nextHead() {
    return path.resolve("head.json.new");
  }

  /// Keeps what is cut off the end of a log, for whoever wants to know.
  Path keepTorn(Path log, long from) throws IOException {
    long size = disk.size(log) - from;
    Path torn = path.resolve("torn-" + dayOf(log).orElseThrow() + "-" + from);
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
