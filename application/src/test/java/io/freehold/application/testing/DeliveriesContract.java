package io.freehold.application.testing;

import static io.freehold.application.testing.SampleSession.aGrant;
import static io.freehold.application.testing.SampleSession.aSession;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Deliveries;
import io.freehold.domain.connect.Delivery;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookEvent.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of deliveries does. It has room for five on their way.
public abstract class DeliveriesContract {
  protected static final int ROOM = 5;
  private static final int MANY = 1_000;
  private static final Instant HIDDEN = Cast.NOW.plusSeconds(30);

  protected RelayStores stores;
  private Deliveries deliveries;

  /// A store that is empty and has room for `ROOM` deliveries on their way.
  protected abstract RelayStores relayStores() throws Exception;

  @BeforeEach
  void openTheStore() throws Exception {
    stores = relayStores();
    deliveries = stores.deliveries();
  }

  @Test
  void keepsWhatIsToBeTold() {
    WebhookEvent approved = approved(1, Cast.NOW);
    WebhookEvent denied = denied(2, Optional.of("no"), Cast.NOW.plusMillis(1));

    assertThat(deliveries.waiting(MANY)).containsExactly(fresh(approved), fresh(denied));
    assertThat(deliveries.waiting(1)).containsExactly(fresh(approved));
    assertThat(deliveries.dead(MANY)).isEmpty();
  }

  @Test
  void takesEachOnceUntilItShowsAgain() {
    WebhookEvent event = approved(1, Cast.NOW);

    assertThat(deliveries.take(Cast.NOW.minusMillis(1), HIDDEN, MANY)).isEmpty();
    assertThat(deliveries.take(Cast.NOW, HIDDEN, MANY))
        .extracting(Delivery::event)
        .containsExactly(event);
    assertThat(deliveries.take(HIDDEN.minusMillis(1), HIDDEN, MANY)).isEmpty();
    assertThat(deliveries.take(HIDDEN, HIDDEN.plusSeconds(30), MANY)).hasSize(1);
  }

  @Test
  void givesEachToOneOfManyTakers() throws Exception {
    for (int i = 1; i <= ROOM; i++) {
      approved(i, Cast.NOW);
    }
    var taking = new ArrayList<Future<List<Delivery>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        taking.add(threads.submit(() -> deliveries.take(Cast.NOW, HIDDEN, 1)));
      }
    }
    var taken = new ArrayList<String>();
    for (var one : taking) {
      one.get().forEach(delivery -> taken.add(delivery.event().id()));
    }

    assertThat(taken).doesNotHaveDuplicates();
    deliveries.take(Cast.NOW, HIDDEN, MANY).forEach(left -> taken.add(left.event().id()));
    assertThat(taken).hasSize(ROOM).doesNotHaveDuplicates();
  }

  @Test
  void keepsNothingOfWhatArrived() {
    WebhookEvent event = approved(1, Cast.NOW);
    approved(2, Cast.NOW);

    deliveries.delivered(event.id());

    assertThat(deliveries.waiting(MANY))
        .extracting(it -> it.event().session())
        .containsExactly(aSession().numbered(2).pending().id());
  }

  @Test
  void triesAgainWhenItIsTime() {
    WebhookEvent event = approved(1, Cast.NOW);
    var _ = deliveries.take(Cast.NOW, HIDDEN, 1);

    deliveries.postpone(event.id(), Cast.NOW.plusSeconds(5), "503");

    assertThat(deliveries.take(Cast.NOW.plusMillis(4_999), HIDDEN, MANY)).isEmpty();
    assertThat(deliveries.take(Cast.NOW.plusSeconds(5), HIDDEN, MANY))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.event()).isEqualTo(event);
          assertThat(it.tries()).isEqualTo(1);
          assertThat(it.since()).isEqualTo(Cast.NOW);
          assertThat(it.failure()).contains("503");
        });
  }

  @Test
  void takesWhatWasNeverTriedFirst() {
    WebhookEvent failed = approved(1, Cast.NOW);
    deliveries.postpone(failed.id(), Cast.NOW.plusSeconds(1), "503");
    WebhookEvent young = approved(2, Cast.NOW.plusSeconds(3));
    WebhookEvent older = approved(3, Cast.NOW.plusSeconds(2));

    assertThat(deliveries.take(HIDDEN, HIDDEN.plusSeconds(1), 2))
        .extracting(Delivery::event)
        .containsExactly(older, young);
    assertThat(deliveries.take(HIDDEN, HIDDEN.plusSeconds(1), 2))
        .extracting(Delivery::event)
        .containsExactly(failed);
  }

  @Test
  void keepsTheDeadForAnOperator() {
    WebhookEvent one = approved(1, Cast.NOW);
    WebhookEvent other = approved(2, Cast.NOW.plusSeconds(1));
    deliveries.bury(one.id(), "gone");
    deliveries.bury(other.id(), "404");

    assertThat(deliveries.take(Instant.MAX.minusSeconds(1), Instant.MAX, MANY)).isEmpty();
    assertThat(deliveries.waiting(MANY)).isEmpty();
    assertThat(deliveries.dead(MANY)).extracting(Delivery::event).containsExactly(other, one);
    assertThat(deliveries.dead(1)).extracting(Delivery::event).containsExactly(other);
    assertThat(deliveries.dead(MANY)).allMatch(Delivery::isDead);
    assertThat(deliveries.dead(MANY))
        .extracting(Delivery::failure)
        .containsExactly(Optional.of("404"), Optional.of("gone"));
  }

  @Test
  void replaysADeadOneAsIfItWereNew() {
    WebhookEvent event = approved(1, Cast.NOW);
    Instant later = Cast.NOW.plusSeconds(90_000);
    assertThat(deliveries.replay(event.id(), later)).isFalse();
    deliveries.bury(event.id(), "gone");

    assertThat(deliveries.replay(event.id(), later)).isTrue();
    assertThat(deliveries.replay(event.id(), later)).isFalse();
    assertThat(deliveries.replay("evt_unknown", later)).isFalse();

    assertThat(deliveries.dead(MANY)).isEmpty();
    assertThat(deliveries.take(later, later.plusSeconds(1), MANY))
        .containsExactly(new Delivery(event, 0, later, later, Optional.empty(), false));
  }

  @Test
  void replaysAllDeadOnes() {
    deliveries.bury(approved(1, Cast.NOW).id(), "gone");
    deliveries.bury(approved(2, Cast.NOW).id(), "gone");
    approved(3, Cast.NOW);

    assertThat(deliveries.replayAll(Cast.NOW.plusSeconds(9))).isEqualTo(2);
    assertThat(deliveries.replayAll(Cast.NOW.plusSeconds(9))).isZero();
    assertThat(deliveries.waiting(MANY)).hasSize(3);
  }

  @Test
  void hasNoRoomForMoreThanItMayTell() {
    for (int i = 1; i <= ROOM; i++) {
      approved(i, Cast.NOW);
    }
    WebhookEvent tooMany = approved(ROOM + 1, Cast.NOW);

    assertThat(deliveries.waiting(MANY)).hasSize(ROOM);
    assertThat(deliveries.dead(MANY))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.event()).isEqualTo(tooMany);
          assertThat(it.failure()).contains(Deliveries.QUEUE_IS_FULL);
        });
  }

  @Test
  void forgetsDeadOnesThatAreOldOrTooMany() {
    for (int i = 1; i <= 4; i++) {
      deliveries.bury(approved(i, Cast.NOW.plusSeconds(i)).id(), "gone");
    }
    WebhookEvent alive = approved(5, Cast.NOW);

    deliveries.sweep(Cast.NOW.plusSeconds(2), 2);

    assertThat(deliveries.dead(MANY))
        .extracting(it -> it.event().createdAt())
        .containsExactly(Cast.NOW.plusSeconds(4), Cast.NOW.plusSeconds(3));
    deliveries.sweep(Cast.NOW.plusSeconds(4), MANY);
    assertThat(deliveries.dead(MANY)).hasSize(1);
    assertThat(deliveries.waiting(MANY)).extracting(Delivery::event).containsExactly(alive);
  }

  private static Delivery fresh(WebhookEvent event) {
    return new Delivery(event, 0, event.createdAt(), event.createdAt(), Optional.empty(), false);
  }

  private WebhookEvent approved(int number, Instant at) {
    Session claimed = aSession().numbered(number).claimed();
    Session approved = claimed.approved(aGrant(number), Cast.NOW);
    return told(claimed, approved, Type.GRANT_APPROVED, Optional.empty(), at);
  }

  private WebhookEvent denied(int number, Optional<String> reason, Instant at) {
    Session claimed = aSession().numbered(number).claimed();
    return told(claimed, claimed.denied(reason, Cast.NOW), Type.SESSION_DENIED, reason, at);
  }

  private WebhookEvent told(
      Session before, Session after, Type type, Optional<String> reason, Instant at) {
    var event =
        WebhookEvent.of(
            type, after.id(), after.request(), SampleSession.approval(after).grant(), reason, at);
    stores.sessions().add(before, MANY, MANY);
    assertThat(stores.sessions().replace(before, after, Optional.of(event))).isTrue();
    return event;
  }
}
