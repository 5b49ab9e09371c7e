package io.freehold.adapters.chain.egress;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Asks where a name leads, for no longer than there is time. The operating system answers when it
/// likes and cannot be interrupted, so a worker waits for it and not the caller, whose virtual
/// thread would hold on to one of the few real ones.
final class NameLookup {
  private final Vertx vertx;
  private final Resolver resolver;

  NameLookup(Vertx vertx, Resolver resolver) {
    this.vertx = vertx;
    this.resolver = resolver;
  }

  /// At least one.
  List<InetAddress> find(String host, Deadline deadline) throws EgressException {
    List<InetAddress> all = answer(host, deadline);
    if (all.isEmpty()) {
      throw EgressException.failed("its host cannot be found");
    }
    return all;
  }

  private List<InetAddress> answer(String host, Deadline deadline) throws EgressException {
    try {
      return vertx
          .executeBlocking(() -> resolver.resolve(host), false)
          .timeout(deadline.left().toMillis(), TimeUnit.MILLISECONDS)
          .map(all -> all == null ? List.<InetAddress>of() : all)
          .await();
    } catch (Exception e) {
      throw EgressException.failed("its host cannot be found", e);
    }
  }
}
