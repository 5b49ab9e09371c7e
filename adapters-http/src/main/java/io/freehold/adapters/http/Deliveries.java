package io.freehold.adapters.http;

import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.grant.ReadPermit;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The answers that are being given under grants. When a grant is revoked, what is given under it
/// ends with it, in the middle of a file if need be (R18, threat T19).
public final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration CUT_TIMEOUT = Duration.ofSeconds(1);

  private final Predicate<ReadPermit> holds;
  private final Set<Delivery> running = ConcurrentHashMap.newKeySet();

  /// @param holds whether a permit is still worth anything
  public Deliveries(Predicate<ReadPermit> holds) {
    this.holds = holds;
  }

  /// The same answer, which from here on ends with its permit. The permit is looked at only after
  /// the answer is known here: whoever revokes in between finds it.
  public Reply begin(Reply reply, ReadPermit permit) {
    if (permit.endsWith().isEmpty()) {
      return reply;
    }
    var delivery = new Delivery(permit, running::remove);
    running.add(delivery);
    Reply begun = reply.during(delivery);
    if (!holds.test(permit)) {
      begun.discard();
      throw new Problem.GrantRevoked(permit.endsWith().getFirst()).asException();
    }
    return begun;
  }

  /// Ends what is given under permits that hold no longer. When it returns, nothing more of it
  /// leaves.
  public void endRevoked() {
    List<Future<Void>> cuts =
        running.stream()
            .filter(delivery -> !holds.test(delivery.permit()))
            .map(Delivery::cut)
            .toList();
    try {
      var _ = VirtualThreads.await(Future.join(cuts), CUT_TIMEOUT);
    } catch (TimeoutException | RuntimeException e) {
      LOG.warn("a connection under a revoked grant could not be closed", e);
    }
  }

  /// The grants under which something is being given, by the ids they were asked for by.
  Set<GrantId> grantsInUse() {
    return running.stream()
        .map(delivery -> delivery.permit().endsWith().getFirst())
        .collect(Collectors.toSet());
  }

  int running() {
    return running.size();
  }
}
