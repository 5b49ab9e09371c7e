package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Kind;
import io.freehold.domain.upkeep.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks at the access log of a stopped server: what a crash tore off its end, which the next start
/// cuts away and keeps aside, and where the chain does not hold, which nothing heals.
public final class LogInspection {
  private final LogFolder folder;
  private final Findings found;

  public LogInspection(Path folder, Disk disk, Findings found) {
    this.folder = new LogFolder(disk, folder);
    this.found = found;
  }

  /// Returns how many lines there are.
  ///
  /// @param server who signs the head and the checkpoint; when that is not known, whoever signed
  ///   the head has to have signed the checkpoint
  public long inspect(Optional<Address> server, Signatures signatures) throws IOException {
    Optional<Address> signer =
        server.isPresent() ? server : folder.head().flatMap(signed -> signed.signer(signatures));
    Optional<LogHead> head =
        folder.head().filter(signed -> isOf(signer, signed.signer(signatures)));
    Optional<Checkpoint> checkpoint =
        folder
            .checkpoint()
            .filter(signed -> isOf(signer, signed.signer(signatures)))
            .map(LogCheckpoint::checkpoint);
    List<Path> logs = folder.logsAfter(checkpoint);
    boolean isUnused = logs.isEmpty() && head.isEmpty() && !folder.hasCheckpoint();
    if (isUnused) {
      return 0;
    }
    var check = new ChainCheck(head, checkpoint, Optional.empty());
    if (checkpoint.isEmpty() && folder.hasCheckpoint()) {
      check.addBreak("the checkpoint is not one that this server signed");
    }
    for (Path log : logs) {
      boolean isNewest = log.equals(logs.getLast());
      check.read(
          folder.disk(),
          log,
          isNewest ? wholeLength(log, head, check.end().sequence()) : folder.disk().size(log));
    }
    ChainReport report = check.report(ChainEnd.before(checkpoint));
    report.breaks().forEach(text -> report(Kind.BROKEN_LOG, folder.path(), text));
    return report.lines();
  }

  private static boolean isOf(Optional<Address> signer, Optional<Address> found) {
    return signer.isPresent() && signer.equals(found);
  }

  /// As far as a crash cannot have torn the newest day. Lines that the head vouches for count as
  /// whole: what is wrong with them was no crash.
  ///
  /// @param before the number of the last line of the day before
  private long wholeLength(Path log, Optional<LogHead> head, long before) throws IOException {
    long size = folder.disk().size(log);
    long whole = 0;
    long line = 0;
    long firstUnsigned = firstUnsigned(log, head, before);
    try (var reader = new LineReader(folder.disk().open(log), 0, Long.MAX_VALUE)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        if (line >= firstUnsigned && !next.get().isIntact()) {
          break;
        }
        line++;
        whole = reader.start();
      }
    }
    if (whole < size) {
      report(
          Kind.TORN_LOG,
          log,
          "%d bytes after line %d are not whole lines".formatted(size - whole, line));
    }
    return whole;
  }

  private long firstUnsigned(Path log, Optional<LogHead> head, long before) throws IOException {
    long lines = 0;
    Optional<Long> first = Optional.empty();
    try (var reader = new LineReader(folder.disk().open(log), 0, Long.MAX_VALUE)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        if (lines++ == 0) {
          first = next.get().read().map(LoggedAccess::sequence);
        }
      }
    }
    return head.isEmpty()
        ? Math.max(0, lines - 1)
        : Math.clamp(head.get().sequence() - first.orElse(before + 1), -1, lines - 1) + 1;
  }

  private void report(Kind kind, Path place, String detail) {
    found.add(
        new Finding(
            kind,
            folder.path().resolveSibling(".").normalize().relativize(place).toString(),
            detail));
  }
}
