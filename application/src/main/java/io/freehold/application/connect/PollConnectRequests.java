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

  /// What the relay made of being asked.
  public enum Outcome {
    TOLD,
    /// Nobody was asked, because this server has no owner yet.
    NO_OWNER,
    /// It does not know that its owner registered this server, and tells it nothing.
    NOT_REGISTERED,
    /// It keeps no such list, which is an extension of ours.
    NO_LIST
  }

  public PollConnectRequests(SessionRelay relay, OwnerRecord ownerRecord, Intake intake) {
    this.relay = relay;
    this.ownerRecord = ownerRecord;
    this.intake = intake;
  }

  /// One round. A relay that cannot be reached is a `ServiceUnavailable`.
  public Outcome runOnce() {
    Optional<Address> owner = ownerRecord.find();
    if (owner.isEmpty()) {
      return Outcome.NO_OWNER;
    }
    List<SessionId> waiting;
    try {
      waiting = relay.waiting();
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem.SignerNotAllowed _, Problem.ServerNotRegistered _ -> Outcome.NOT_REGISTERED;
        case Problem.SessionNotFound _ -> Outcome.NO_LIST;
        default -> throw e;
      };
    }
    waiting.forEach(session -> open(session, owner.get()));
    return Outcome.TOLD;
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
