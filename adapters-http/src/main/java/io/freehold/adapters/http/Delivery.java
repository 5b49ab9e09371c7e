package io.freehold.adapters.http;

import io.freehold.domain.grant.ReadPermit;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One answer that is being given under a grant, and how to end it before it is complete.
final class Delivery {
  private final ReadPermit permit;
  private final Consumer<Delivery> whenOver;
  private Optional<Supplier<Future<Void>>> cutting = Optional.empty();
  private boolean isCut;

  Delivery(ReadPermit permit, Consumer<Delivery> whenOver) {
    this.permit = permit;
    this.whenOver = whenOver;
  }

  ReadPermit permit() {
    return permit;
  }

  /// Its first byte is about to leave; false when it was cut before.
  ///
  /// @param ending stops the bytes
  synchronized boolean leaves(Supplier<Future<Void>> ending) {
    cutting = Optional.of(ending);
    return !isCut;
  }

  /// Complete when no more bytes leave.
  synchronized Future<Void> cut() {
    isCut = true;
    return cutting.map(Supplier::get).orElseGet(Future::succeededFuture);
  }

  void isOver() {
    whenOver.accept(this);
  }
}
