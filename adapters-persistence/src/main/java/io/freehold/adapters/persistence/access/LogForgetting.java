package io.freehold.adapters.persistence.access;

import io.freehold.application.port.Signer;
import io.freehold.domain.access.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets the oldest day of the log (threat T54). The signed checkpoint is on disk before a file
/// goes, so that at no moment lines are missing that nobody vouches for; files go some time later,
/// when nobody reads them any more. A day whose chain does not hold is evidence, and stays.
final class LogForgetting {
  private static final Logger LOG = LoggerFactory.getLogger(LogForgetting.class);

  /// A backup or a reader that began before a checkpoint finds the files of its moment.
  private static final Duration LEFT_TO_READERS = Duration.ofHours(1);

  private final LogFolder folder;
  private final Signer serverKey;
  private final InstantSource clock;
  private Optional<Path> evidence = Optional.empty();
  private Optional<Checkpoint> cleared = Optional.empty();

  LogForgetting(LogFolder folder, Signer serverKey, InstantSource clock) {
    this.folder = folder;
    this.serverKey = serverKey;
    this.clock = clock;
  }

  /// Forgets a day, but for its files. Empty when the day has to stay.
  ///
  /// @param oldest a day to which nothing is added any more
  /// @param before where the chain begins so far
  /// @param signed up to where a signed head stands for the lines
  Optional<Checkpoint> forget(LogDay oldest, Optional<Checkpoint> before, ChainEnd signed)
      throws IOException {
    if (evidence.filter(oldest.log()::equals).isPresent()) {
      return Optional.empty();
    }
    var check = new ChainCheck(Optional.empty(), before);
    check.read(folder.disk(), oldest.log(), oldest.length());
    if (!check.holdsSoFar()) {
      evidence = Optional.of(oldest.log());
      LOG.error(
          "{} does not hold together, so it is not forgotten; run freehold audit verify",
          oldest.log());
      return Optional.empty();
    }
    if (check.end().sequence() > signed.sequence()) {
      return Optional.empty();
    }
    var checkpoint =
        new Checkpoint(
            check.end().sequence(),
            check.end().hash(),
            LogFolder.dayOf(oldest.log()).orElseThrow(),
            clock.instant());
    folder.write(LogCheckpoint.sign(checkpoint, serverKey));
    LOG.info(
        "The access log up to {}, line {}, is forgotten",
        checkpoint.through(),
        checkpoint.sequence());
    return Optional.of(checkpoint);
  }

  /// Removes the files of the days that were forgotten some time ago.
  void removeFiles(Checkpoint checkpoint) throws IOException {
    boolean isLeft = clock.instant().isAfter(checkpoint.madeAt().plus(LEFT_TO_READERS));
    if (isLeft && cleared.filter(checkpoint::equals).isEmpty()) {
      folder.removeThrough(checkpoint.through());
      cleared = Optional.of(checkpoint);
    }
  }
}
