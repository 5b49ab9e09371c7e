package io.freehold.adapters.http;

import io.freehold.application.Limits;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/// Adapters for storages in tests.
public final class Storages {
  private static final Vertx VERTX = Vertx.vertx();

  private Storages() {}

  /// @param heapBytes what it may think it has
  public static HttpAdapter adapter(Limits limits, InstantSource clock, long heapBytes) {
    return new HttpAdapter(
        VERTX,
        new HttpAdapter.Settings(List.of(), "1.2.3"),
        limits,
        clock,
        new Random(1),
        heapBytes);
  }
}
