package io.freehold.application.port;

import io.freehold.domain.identity.TextSigner;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Writes the home of a server into an archive as it was at one moment, whether the server runs or
/// not, and reads such archives. Memory does not grow with what is stored.
public interface HomeArchive {
  /// The server's own key.
  TextSigner signer();

  ArchiveSummary write(OutputStream archive, ArchiveProgress progress) throws IOException;

  /// Reads an archive to its end and writes nothing: every hash, every envelope, every database,
  /// the server's key. An IllegalArgumentException says what is wrong with it.
  ArchiveSummary check(InputStream archive, ArchiveProgress progress) throws IOException;
}
