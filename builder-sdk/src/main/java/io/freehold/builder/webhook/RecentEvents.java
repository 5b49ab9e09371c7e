package io.freehold.builder.webhook;

import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers the last so many events, in memory.
///
/// ```java
/// SeenEvents seen = new RecentEvents(10_000);
/// boolean isNew = seen.isFirst("0b6f6c1e-6f57-4f5e-8f43-0c9a6f7e2d10"); // true, the first time
/// ```
public final class RecentEvents implements SeenEvents {
  private final Map<String, Boolean> ids;

  public RecentEvents(int idsMax) {
    if (idsMax < 1) {
      throw new IllegalArgumentException("at least one event is remembered");
    }
    this.ids =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > idsMax;
          }
        };
  }

  @Override
  public synchronized boolean isFirst(String id) {
    return ids.putIfAbsent(id, true) == null;
  }

  @Override
  public synchronized void forget(String id) {
    ids.remove(id);
  }
}
