package io.freehold.application.connect;

import io.freehold.application.port.AutoApprovals;
import io.freehold.application.port.ConnectRequests;
import io.freehold.application.port.OwnerRecord;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.connect.ConnectRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Goes on with requests that were left on their way, by a crash or by something that could not be
/// reached (§6.3), and forgets what has long been over.
public final class FinishConnectRequests {
  private static final int ROUND_MAX = 1_000;
  private static final Duration KEPT = Duration.ofDays(90);

  private final ConnectRequests requests;
  private final AutoApprovals rules;
  private final OwnerRecord ownerRecord;
  private final RequestSteps steps;
  private final InstantSource clock;

  public FinishConnectRequests(
      ConnectRequests requests,
      AutoApprovals rules,
      OwnerRecord ownerRecord,
      RequestSteps steps,
      InstantSource clock) {
    this.requests = requests;
    this.rules = rules;
    this.ownerRecord = ownerRecord;
    this.steps = steps;
    this.clock = clock;
  }

  /// One round; returns how many requests came to another state.
  public int runOnce() {
    Optional<Address> owner = ownerRecord.find();
    if (owner.isEmpty()) {
      return 0;
    }
    Instant now = clock.instant();
    int moved = 0;
    for (ConnectRequest request : requests.due(now, ROUND_MAX)) {
      moved += hasMoved(request, owner.get()) ? 1 : 0;
    }
    var _ = requests.forgetBefore(now.minus(KEPT));
    var _ = rules.forgetBefore(now.minus(KEPT));
    return moved;
  }

  /// What only the owner can mend waits for the owner, and nothing keeps the others waiting.
  private boolean hasMoved(ConnectRequest request, Address owner) {
    try {
      return !steps.advance(request, owner).state().equals(request.state());
    } catch (ProblemException e) {
      return e.problem() instanceof Problem.ServerNotRegistered;
    }
  }
}
