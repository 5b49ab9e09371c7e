package io.freehold.adapters.http;

import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.Cast;
import io.freehold.domain.Problem;
import io.freehold.domain.grant.ReadPermit;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final ReadPermit PERMIT =
      Cast.aGrant()
          .of(Cast.PROFILE)
          .verified(Cast.OWNER_KEY)
          .permit(Cast.BUILDER, Cast.PROFILE, Cast.NOW);

  private final AtomicBoolean holds = new AtomicBoolean(true);
  private final AtomicInteger cuts = new AtomicInteger();
  private final Deliveries deliveries = new Deliveries(_ -> holds.get());

  @Test
  void forgetsAnAnswerThatIsOver() {
    Reply reply = deliveries.begin(Reply.empty(200), PERMIT).with("A", "b").withOutcome("x");

    assertThat(deliveries.running()).isEqualTo(1);
    reply.discard();
    assertThat(deliveries.running()).isZero();
  }

  @Test
  void knowsTheGrantsInUseAndNoOthers() {
    deliveries.begin(Reply.empty(200), ReadPermit.of(Cast.theOwner(), Cast.PROFILE));
    Reply one = deliveries.begin(Reply.empty(200), PERMIT);
    Reply other = deliveries.begin(Reply.empty(200), PERMIT);
    assertThat(deliveries.grantsInUse()).containsExactly(PERMIT.endsWith().getFirst());

    one.discard();
    other.discard();

    assertThat(deliveries.grantsInUse()).isEmpty();
  }

  @Test
  void cutsAnAnswerThatIsLeaving() {
    Reply reply = deliveries.begin(Reply.empty(200), PERMIT);
    assertThat(reply.leaves(this::cut)).isTrue();

    deliveries.endRevoked();
    assertThat(cuts).hasValue(0);
    holds.set(false);
    deliveries.endRevoked();

    assertThat(cuts).hasValue(1);
  }

  @Test
  void keepsBackAnAnswerThatWasAboutToLeave() {
    Reply reply = deliveries.begin(Reply.empty(200), PERMIT);

    holds.set(false);
    deliveries.endRevoked();

    assertThat(reply.leaves(this::cut)).isFalse();
  }

  @Test
  void beginsNothingUnderAPermitThatEndedMeanwhile() {
    holds.set(false);

    assertRefused(() -> deliveries.begin(Reply.empty(200), PERMIT), Problem.GrantRevoked.class);
    assertThat(deliveries.running()).isZero();
  }

  @Test
  void neverCutsTheOwner() {
    holds.set(false);
    Reply reply = deliveries.begin(Reply.empty(200), ReadPermit.of(Cast.theOwner(), Cast.PROFILE));

    deliveries.endRevoked();

    assertThat(reply.leaves(this::cut)).isTrue();
    assertThat(cuts).hasValue(0);
  }

  private Future<Void> cut() {
    cuts.incrementAndGet();
    return Future.succeededFuture();
  }
}
