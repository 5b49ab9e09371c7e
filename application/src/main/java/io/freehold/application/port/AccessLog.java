package io.freehold.application.port;

import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import java.time.LocalDate;
import java.util.Optional;

/// The record of every access (§5.4): lines that hold on to each other, so that none can be changed
/// or taken out unnoticed.
public interface AccessLog {
  /// Writes a line before it returns.
  void append(AccessLogEntry entry);

  /// Newest first, in time and memory that do not depend on the length of the log.
  Listing<LoggedAccess> read(Page page);

  /// Reads everything and checks every link and the signed head.
  ///
  /// @param noted a line that is to be there as well, unless its day was forgotten
  ChainReport verify(Optional<NotedLine> noted);

  /// Where nothing was written down.
  default ChainReport verify() {
    return verify(Optional.empty());
  }

  /// Forgets the oldest day, if it is one before this day and not the newest of the log, and says
  /// where the log begins now; the signed head and what is kept still prove each other. Empty when
  /// nothing was forgotten, also because the lines of that day do not hold together: those are kept
  /// as evidence.
  Optional<Checkpoint> forgetOldestDay(LocalDate before);
}
