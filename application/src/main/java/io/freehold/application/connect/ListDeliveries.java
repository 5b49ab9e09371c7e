package io.freehold.application.connect;

import io.freehold.application.port.Deliveries;
import io.freehold.domain.connect.Delivery;
import io.freehold.domain.identity.Caller;
import java.util.List;
import java.util.stream.Stream;

/// Shows an operator what the relay has to tell: what is on its way, and what nobody tries any
/// more.
public final class ListDeliveries {
  private final Deliveries deliveries;

  public ListDeliveries(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  public List<Delivery> list(Caller.Owner owner, boolean deadOnly, int max) {
    Stream<Delivery> waiting = deadOnly ? Stream.of() : deliveries.waiting(max).stream();
    return Stream.concat(deliveries.dead(max).stream(), waiting).limit(max).toList();
  }
}
