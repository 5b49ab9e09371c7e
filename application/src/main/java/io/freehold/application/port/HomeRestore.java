package io.freehold.application.port;

import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import io.freehold.domain.upkeep.Findings;
import io.freehold.domain.upkeep.Inspection;
import java.io.IOException;
import java.io.InputStream;

/// Makes a home of an archive. Nobody else has the home until this is closed; what was not settled
/// by then is gone, and the home as it was before.
public interface HomeRestore extends AutoCloseable {
  /// Writes an archive beside the home. An IllegalArgumentException says what is wrong with it.
  ArchiveSummary unpack(InputStream archive, ArchiveProgress progress) throws IOException;

  /// Puts what was unpacked in the place of the home, with its index made again and looked over.
  /// What was deleted or revoked in the home it replaces stays so.
  Inspection settle(Findings found) throws IOException;

  @Override
  void close();
}
