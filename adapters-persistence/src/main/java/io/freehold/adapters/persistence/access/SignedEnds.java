package io.freehold.adapters.persistence.access;

import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.domain.access.Checkpoint;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

/// The two ends of the log as this server signed them: the checkpoint, after which it begins, and
/// the head, up to which this server vouches for it. What somebody else signed is not there.
record SignedEnds(LogFolder folder, Signer serverKey, Signatures signatures, InstantSource clock) {

  Optional<LogHead> head() throws IOException {
    return folder.head().filter(head -> head.isSignedBy(serverKey.address(), signatures));
  }

  Optional<Checkpoint> checkpoint() throws IOException {
    return folder
        .checkpoint()
        .filter(signed -> signed.isSignedBy(serverKey.address(), signatures))
        .map(LogCheckpoint::checkpoint);
  }

  /// Whether the checkpoint on the disk is this one; for none, whether nobody's is there.
  boolean hasCheckpoint(Optional<Checkpoint> known) throws IOException {
    return known.isPresent() ? checkpoint().equals(known) : !folder.hasCheckpoint();
  }

  void signHead(ChainEnd newest) throws IOException {
    folder.write(LogHead.sign(newest.sequence(), newest.hash(), clock.instant(), serverKey));
  }

  /// @param through the last day that is forgotten
  /// @param last its last line
  Checkpoint signCheckpoint(LocalDate through, ChainEnd last) throws IOException {
    var checkpoint = new Checkpoint(last.sequence(), last.hash(), through, clock.instant());
    folder.write(LogCheckpoint.sign(checkpoint, serverKey));
    return checkpoint;
  }
}
