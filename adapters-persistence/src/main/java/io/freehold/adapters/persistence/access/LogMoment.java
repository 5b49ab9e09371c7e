package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.access.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The log at one moment, to be read while lines are added.
///
/// @param days oldest first
/// @param writer of the newest day; empty before the first line
/// @param checkpoint where the log begins, if days of it were forgotten
/// @param end its newest line
record LogMoment(
    List<LogDay> days, Optional<DayWriter> writer, Optional<Checkpoint> checkpoint, ChainEnd end) {

  long lines() {
    return days.stream().mapToLong(LogDay::lines).sum();
  }

  /// Has each line checked, day by day, until it is over.
  void walk(ChainCheck check, LogFolder folder, BooleanSupplier isOver) throws IOException {
    for (Path log : folder.logsAfter(checkpoint)) {
      if (isToBeRead(log) && !isOver.getAsBoolean()) {
        check.read(folder.disk(), log, lengthOf(log, folder.disk()));
      }
    }
  }

  /// A day that began after this moment is not part of it.
  private boolean isToBeRead(Path log) {
    return days.isEmpty() || log.compareTo(days.getLast().log()) <= 0;
  }

  /// Earlier days are read whole, the newest one as far as it was written.
  private long lengthOf(Path log, Disk disk) throws IOException {
    boolean isNewest = !days.isEmpty() && days.getLast().log().equals(log);
    return isNewest ? days.getLast().length() : disk.size(log);
  }
}
