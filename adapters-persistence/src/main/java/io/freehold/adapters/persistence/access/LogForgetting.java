package io.freehold.adapters.persistence.access;

import io.freehold.application.port.Signer;
import io.freehold.domain.access.Checkpoint;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets the oldest days of the log (threat T54). The signed checkpoint is on disk before a file
/// goes, so that at no moment lines are missing that nobody vouches for. Files go with the call
/// after the one that forgot them, and until then nothing more is forgotten: whoever began to read
/// them has that long. Belongs to one thread at a time.
final class LogForgetting {
  private static final Logger LOG = LoggerFactory.getLogger(LogForgetting.class);

  private final LogFolder folder;
  private final Signer serverKey;
  private final InstantSource clock;
  private Optional<Checkpoint> met = Optional.empty();
  private Optional<Checkpoint> cleared = Optional.empty();

  LogForgetting(LogFolder folder, Signer serverKey, InstantSource clock) {
    this.folder = folder;
    this.serverKey = serverKey;
    this.clock = clock;
  }

  /// Removes the files of the days before a checkpoint, if it was there at the call before; false
  /// while they have to stay.
  boolean clear(Optional<Checkpoint> checkpoint) throws IOException {
    if (!cleared.equals(checkpoint)) {
      if (!met.equals(checkpoint)) {
        met = checkpoint;
        return false;
      }
      folder.removeThrough(checkpoint.orElseThrow().through());
      cleared = checkpoint;
    }
    return true;
  }

  /// Lets the log begin after a day.
  ///
  /// @param last its last line
  Checkpoint forget(LocalDate through, ChainEnd last) throws IOException {
    Instant now = clock.instant();
    var checkpoint = new Checkpoint(last.sequence(), last.hash(), through, now);
    folder.write(LogCheckpoint.sign(checkpoint, serverKey));
    met = Optional.of(checkpoint);
    LOG.info("The access log up to {}, line {}, is forgotten", through, last.sequence());
    return checkpoint;
  }
}
