package io.freehold.application.connect;

import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.SessionRelay;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.connect.Invitation;
import io.freehold.domain.connect.SessionId;
import java.util.List;
import java.util.Optional;

/// Asks the relay which sessions ask this server's owner, and opens those that are new.
public final class PollConnectRequests {
  private final SessionRelay relay;
  private final OwnerRecord ownerRecord;
  private final Intake intake;

  public PollConnectRequests(SessionRelay relay, OwnerRecord ownerRecord, Intake intake) {
    this.relay = relay;
    this.ownerRecord = ownerRecord;
    this.intake = intake;
  }

  /// One round.
  public void runOnce() {
    Optional<Address> owner = ownerRecord.find();
    if (owner.isPresent()) {
      for (SessionId session : waiting()) {
        open(session, owner.get());
      }
    }
  }

  /// A server that its owner has not registered yet is told nothing, and neither is one whose relay
  /// keeps no such list.
  private List<SessionId> waiting() {
    try {
      return relay.waiting();
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem.SignerNotAllowed _, Problem.ServerNotRegistered _, Problem.SessionNotFound _ ->
            List.of();
        default -> throw e;
      };
    }
  }

  /// One that somebody else opened, or that is over, is nothing to stop for.
  private void open(SessionId session, Address owner) {
    try {
      if (!intake.knows(session)) {
        var _ = intake.take(new Invitation.Listed(session), owner);
      }
    } catch (ProblemException e) {
      if (!isOver(e.problem())) {
        throw e;
      }
    }
  }

  private static boolean isOver(Problem problem) {
    return problem instanceof Problem.SessionConflict
        || problem instanceof Problem.SessionExpired
        || problem instanceof Problem.SessionNotFound
        || problem instanceof Problem.ServerNotRegistered
        || problem instanceof Problem.TooManySessions;
  }
}
