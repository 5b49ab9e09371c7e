package io.freehold.application.testing;

import io.freehold.application.port.Deliveries;
import io.freehold.application.port.GrantWatches;
import io.freehold.application.port.Sessions;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.Delivery;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.connect.WatchedGrant;
import io.freehold.domain.connect.WebhookEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Everything the relay keeps, in maps.
public final class InMemoryRelay implements Sessions, GrantWatches, Deliveries {
  private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
  private final Map<SessionId, Watch> watches = new LinkedHashMap<>();
  private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
  private final int deliveriesMax;

  private record Watch(WatchedGrant grant, Instant nextLook) {}

  public InMemoryRelay() {
    this(100);
  }

  /// @param deliveriesMax events on their way
  public InMemoryRelay(int deliveriesMax) {
    this.deliveriesMax = deliveriesMax;
  }

  public RelayStores stores() {
    return new RelayStores(this, this, this);
  }

  @Override
  public synchronized void add(Session session, int openMax, int openOfOneBuilderMax) {
    Instant now = session.createdAt();
    if (open(now).count() >= openMax
        || open(now)
                .filter(other -> other.request().builder().equals(session.request().builder()))
                .count()
            >= openOfOneBuilderMax) {
      throw new Problem.TooManySessions(Duration.ofMinutes(1)).asException();
    }
    sessions.put(session.id(), session);
  }

  private Stream<Session> open(Instant now) {
    return sessions.values().stream().filter(it -> it.isOpen() && !it.isExpiredAt(now));
  }

  @Override
  public synchronized Optional<Session> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public synchronized boolean replace(Session before, Session after, Optional<WebhookEvent> event) {
    if (!before.equals(sessions.get(before.id()))) {
      return false;
    }
    sessions.put(after.id(), after);
    event.ifPresent(this::enqueue);
    if (event.isPresent() && after.state() instanceof SessionState.Approved(var grant)) {
      watches.put(
          after.id(),
          new Watch(new WatchedGrant(after.id(), after.request(), grant), event.get().createdAt()));
    }
    return true;
  }

  private void enqueue(WebhookEvent event) {
    boolean isFull =
        deliveries.values().stream().filter(it -> !it.isDead()).count() >= deliveriesMax;
    deliveries.putIfAbsent(
        event.id(),
        new Delivery(
            event,
            0,
            event.createdAt(),
            event.createdAt(),
            isFull ? Optional.of(Deliveries.QUEUE_IS_FULL) : Optional.empty(),
            isFull));
  }

  @Override
  public synchronized List<SessionId> waitingFor(Address owner, Instant now, int max) {
    return open(now)
        .filter(it -> it.state() instanceof SessionState.Pending)
        .filter(it -> it.request().owner().filter(owner::equals).isPresent())
        .sorted(Comparator.comparing(Session::createdAt))
        .map(Session::id)
        .limit(max)
        .toList();
  }

  @Override
  public synchronized int sweep(Instant expiredBefore) {
    int before = sessions.size();
    sessions.values().removeIf(it -> it.expiresAt().isBefore(expiredBefore));
    return before - sessions.size();
  }

  @Override
  public synchronized List<WatchedGrant> due(Instant now, Instant next, int max) {
    List<Watch> due =
        watches.values().stream()
            .filter(it -> !it.nextLook().isAfter(now) || it.grant().isExpiredAt(now))
            .sorted(Comparator.comparing(Watch::nextLook))
            .limit(max)
            .toList();
    due.forEach(it -> watches.put(it.grant().session(), new Watch(it.grant(), next)));
    return due.stream().map(Watch::grant).toList();
  }

  @Override
  public synchronized List<WatchedGrant> of(GrantId grant) {
    return watches.values().stream()
        .map(Watch::grant)
        .filter(it -> it.grant().grant().equals(grant))
        .toList();
  }

  @Override
  public synchronized boolean end(WatchedGrant watched, WebhookEvent event) {
    if (watches.remove(watched.session()) == null) {
      return false;
    }
    enqueue(event);
    return true;
  }

  @Override
  public synchronized List<Delivery> take(Instant now, Instant hiddenUntil, int max) {
    List<Delivery> due =
        deliveries.values().stream()
            .filter(it -> !it.isDead() && !it.nextAt().isAfter(now))
            .sorted(
                Comparator.comparing((Delivery it) -> it.tries() > 0)
                    .thenComparing(Delivery::nextAt))
            .limit(max)
            .toList();
    due.forEach(
        it -> change(it.event().id(), at -> at(at, hiddenUntil, at.tries(), at.failure(), false)));
    return due;
  }

  private static Delivery at(
      Delivery of, Instant nextAt, int tries, Optional<String> why, boolean isDead) {
    return new Delivery(of.event(), tries, of.since(), nextAt, why, isDead);
  }

  private void change(String event, UnaryOperator<Delivery> change) {
    deliveries.computeIfPresent(event, (_, it) -> change.apply(it));
  }

  @Override
  public synchronized void delivered(String event) {
    deliveries.remove(event);
  }

  @Override
  public synchronized void postpone(String event, Instant until, String why) {
    change(event, it -> at(it, until, it.tries() + 1, Optional.of(why), false));
  }

  @Override
  public synchronized void bury(String event, String why) {
    change(event, it -> at(it, it.nextAt(), it.tries() + 1, Optional.of(why), true));
  }

  @Override
  public synchronized List<Delivery> waiting(int max) {
    return deliveries.values().stream()
        .filter(it -> !it.isDead())
        .sorted(Comparator.comparing(Delivery::since))
        .limit(max)
        .toList();
  }

  @Override
  public synchronized List<Delivery> dead(int max) {
    return newestDead().limit(max).toList();
  }

  private Stream<Delivery> newestDead() {
    return deliveries.values().stream()
        .filter(Delivery::isDead)
        .sorted(Comparator.comparing(Delivery::since).reversed());
  }

  @Override
  public synchronized boolean replay(String event, Instant now) {
    Delivery dead = deliveries.get(event);
    if (dead == null || !dead.isDead()) {
      return false;
    }
    deliveries.put(event, new Delivery(dead.event(), 0, now, now, Optional.empty(), false));
    return true;
  }

  @Override
  public synchronized int replayAll(Instant now) {
    List<Delivery> all = newestDead().toList();
    all.forEach(it -> replay(it.event().id(), now));
    return all.size();
  }

  @Override
  public synchronized void sweep(Instant deadBefore, int deadMax) {
    newestDead().skip(deadMax).toList().forEach(it -> deliveries.remove(it.event().id()));
    deliveries.values().removeIf(it -> it.isDead() && it.since().isBefore(deadBefore));
  }
}
