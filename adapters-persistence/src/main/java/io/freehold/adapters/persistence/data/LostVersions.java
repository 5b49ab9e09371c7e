package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.FileLinks.Link;
import io.freehold.adapters.persistence.sync.Troubles;
import io.freehold.domain.sync.Trouble;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Versions that have a copy elsewhere and are not here any more, because their file went bad or is
/// gone (R7). The records are read only once, so each counts as a download that failed: the next
/// round of the synchronisation fetches it.
final class LostVersions {
  private static final String WORDS =
      "its file was damaged or lost on this server; it is fetched again";

  private final VersionIndex index;
  private final Troubles troubles;
  private final InstantSource clock;

  LostVersions(VersionIndex index, Troubles troubles, InstantSource clock) {
    this.index = index;
    this.troubles = troubles;
    this.clock = clock;
  }

  /// Notes those of the links that lead to nothing.
  void note(List<Link> links) {
    Instant now = clock.instant();
    troubles.rememberNew(
        links.stream()
            .filter(link -> index.at(link.scope(), link.version()).isEmpty())
            .map(link -> trouble(link, now))
            .toList());
  }

  private static Trouble trouble(Link link, Instant now) {
    return new Trouble(
        Trouble.ofDownload(link.fileId()), Trouble.Kind.TRANSIENT, WORDS, 0, now, now, now);
  }
}
