package io.freehold.application.connect;

import io.freehold.application.Limits;
import io.freehold.application.port.Deliveries;
import io.freehold.application.port.Webhooks;
import io.freehold.domain.connect.Delivery;
import io.freehold.domain.connect.WebhookOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Tells webhooks what is to be told. A try that fails is made again for a day, later each time and
/// never for many at the same moment; then the event waits for an operator.
public final class DeliverWebhooks {
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int DOUBLINGS_MAX = 16;
  private static final int WHY_CHARACTERS_MAX = 300;

  private final Deliveries deliveries;
  private final Webhooks webhooks;
  private final Limits limits;
  private final InstantSource clock;
  private final RandomGenerator random;

  public DeliverWebhooks(
      Deliveries deliveries,
      Webhooks webhooks,
      Limits limits,
      InstantSource clock,
      RandomGenerator random) {
    this.deliveries = deliveries;
    this.webhooks = webhooks;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
  }

  /// Makes one try of the delivery that is due, if there is one; several may do so at once. Returns
  /// how many tries were made.
  public int runOnce() {
    Instant now = clock.instant();
    Instant hiddenUntil = now.plus(limits.webhookTimeout().multipliedBy(3));
    var due = deliveries.take(now, hiddenUntil, 1);
    due.forEach(this::deliver);
    return due.size();
  }

  private void deliver(Delivery delivery) {
    String id = delivery.event().id();
    String url = delivery.event().request().webhookUrl().orElse("");
    switch (webhooks.send(url, delivery.event())) {
      case WebhookOutcome.Delivered _ -> deliveries.delivered(id);
      case WebhookOutcome.Refused(var why) -> deliveries.bury(id, shortened(why));
      case WebhookOutcome.Failed(var why, var notBefore) ->
          failed(delivery, shortened(why), notBefore);
    }
  }

  private void failed(Delivery delivery, String why, Optional<Duration> notBefore) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant last = delivery.since().plus(limits.webhookRetriedFor());
    Instant next = now.plus(pause(delivery.tries(), notBefore));
    if (next.isAfter(last)) {
      deliveries.bury(delivery.event().id(), why);
    } else {
      deliveries.postpone(delivery.event().id(), next, why);
    }
  }

  /// Anything from a moment to a time that doubles with each try, so that those who failed together
  /// do not come back together; not before the other side wants it.
  private Duration pause(int tries, Optional<Duration> notBefore) {
    long most = Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << Math.min(tries, DOUBLINGS_MAX));
    Duration pause = Duration.ofMillis(1_000 + random.nextLong(most));
    return notBefore.filter(asked -> asked.compareTo(pause) > 0).orElse(pause);
  }

  private static String shortened(String why) {
    return why.length() <= WHY_CHARACTERS_MAX ? why : why.substring(0, WHY_CHARACTERS_MAX);
  }
}
