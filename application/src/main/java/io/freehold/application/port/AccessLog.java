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

  /// Forgets the oldest days before this one, a week of them at most and never the newest, and says
  /// where the log begins since; what is kept and its signed head still prove each other. Nothing
  /// is forgotten of a log that does not hold, which is evidence. What one call forgets is out of
  /// the log at once; its bytes are removed by a later call, before that forgets anything more, so
  /// that whoever had begun to read them has the time between the two.
  Optional<Checkpoint> forgetBefore(LocalDate day);
}
