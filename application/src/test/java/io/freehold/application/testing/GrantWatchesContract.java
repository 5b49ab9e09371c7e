package io.freehold.application.testing;

import static io.freehold.application.testing.SampleSession.aGrant;
import static io.freehold.application.testing.SampleSession.aSession;
import static io.freehold.application.testing.SampleSession.approval;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.GrantWatches;
import io.freehold.domain.connect.Delivery;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.connect.WatchedGrant;
import io.freehold.domain.connect.WebhookEvent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of watched grants does.
public abstract class GrantWatchesContract {
  private static final int MANY = 1_000;
  private static final Instant NEXT = Cast.NOW.plusSeconds(60);

  protected RelayStores stores;
  private GrantWatches watches;

  /// A store that is empty.
  protected abstract RelayStores relayStores() throws Exception;

  @BeforeEach
  void openTheStore() throws Exception {
    stores = relayStores();
    watches = stores.watches();
  }

  @Test
  void watchesWhatWasApprovedAndIsToBeTold() {
    WatchedGrant watched = approved(1, aGrant(1));

    assertThat(watches.of(Cast.grantId(1))).containsExactly(watched);
    assertThat(watches.of(Cast.grantId(2))).isEmpty();
    assertThat(watches.due(Cast.NOW, NEXT, MANY)).containsExactly(watched);
  }

  @Test
  void watchesNothingThatNobodyIsToldOf() {
    Session claimed = aSession().withoutWebhook().claimed();
    stores.sessions().add(claimed, MANY, MANY);
    var _ =
        stores.sessions().replace(claimed, claimed.approved(aGrant(1), Cast.NOW), Optional.empty());
    Session denied = aSession().numbered(2).pending();
    stores.sessions().add(denied, MANY, MANY);
    Session over = denied.denied(Optional.empty(), Cast.NOW);
    var _ = stores.sessions().replace(denied, over, Optional.of(approval(over)));

    assertThat(watches.of(Cast.grantId(1))).isEmpty();
    assertThat(watches.due(Instant.MAX.minusSeconds(1), Instant.MAX, MANY)).isEmpty();
  }

  @Test
  void showsEachOnceUntilItsNextLook() {
    approved(1, aGrant(1));

    assertThat(watches.due(Cast.NOW, NEXT, MANY)).hasSize(1);
    assertThat(watches.due(NEXT.minusMillis(1), NEXT, MANY)).isEmpty();
    assertThat(watches.due(NEXT, NEXT.plusSeconds(60), MANY)).hasSize(1);
  }

  @Test
  void showsTheLongestWaitingFirstAndNoMoreThanAskedFor() {
    WatchedGrant one = approved(1, aGrant(1));
    var _ = watches.due(Cast.NOW, NEXT, MANY);
    WatchedGrant two = approved(2, aGrant(2));
    WatchedGrant three = approved(3, aGrant(3));

    assertThat(watches.due(NEXT, NEXT.plusSeconds(60), 2)).containsExactlyInAnyOrder(two, three);
    assertThat(watches.due(NEXT, NEXT.plusSeconds(60), 2)).containsExactly(one);
  }

  @Test
  void showsWhatHasExpiredWhateverItsNextLook() {
    Instant end = Cast.NOW.plusSeconds(30);
    WatchedGrant ends = approved(1, aGrant(Cast.grantId(1), end));
    approved(2, aGrant(2));
    var _ = watches.due(Cast.NOW, NEXT, MANY);

    assertThat(watches.due(end.minusMillis(1), NEXT, MANY)).isEmpty();
    assertThat(watches.due(end, NEXT, MANY)).containsExactly(ends);
  }

  @Test
  void endsAWatchOnceAndHasItTold() {
    WatchedGrant watched = approved(1, aGrant(1));
    WebhookEvent event = watched.revoked(Cast.NOW.plusSeconds(5));

    assertThat(watches.end(watched, event)).isTrue();
    assertThat(watches.end(watched, watched.expired(Cast.NOW.plusSeconds(6)))).isFalse();

    assertThat(watches.of(Cast.grantId(1))).isEmpty();
    assertThat(stores.deliveries().waiting(MANY))
        .extracting(Delivery::event)
        .hasSize(2)
        .contains(event);
  }

  @Test
  void watchesOnWhenTheSessionIsLongForgotten() {
    WatchedGrant watched = approved(1, aGrant(1));
    assertThat(stores.sessions().sweep(Cast.NOW.plusSeconds(1_000_000))).isEqualTo(1);

    assertThat(watches.of(Cast.grantId(1))).containsExactly(watched);
    assertThat(watches.end(watched, watched.revoked(Cast.NOW))).isTrue();
  }

  @Test
  void tellsTwoSessionsOfOneGrantApart() {
    WatchedGrant one = approved(1, aGrant(1));
    WatchedGrant other = approved(2, aGrant(1));

    assertThat(watches.of(Cast.grantId(1))).containsExactlyInAnyOrder(one, other);
    assertThat(watches.end(one, one.revoked(Cast.NOW))).isTrue();
    assertThat(watches.of(Cast.grantId(1))).containsExactly(other);
  }

  private WatchedGrant approved(int number, SessionGrant grant) {
    Session claimed = aSession().numbered(number).claimed();
    stores.sessions().add(claimed, MANY, MANY);
    Session approved = claimed.approved(grant, Cast.NOW);
    assertThat(stores.sessions().replace(claimed, approved, Optional.of(approval(approved))))
        .isTrue();
    assertThat(approved.state()).isEqualTo(new SessionState.Approved(grant));
    return new WatchedGrant(approved.id(), approved.request(), grant);
  }
}
