package io.freehold.builder.webhook;

/// Remembers which events were taken, so that none is acted upon twice: a relay tells an event
/// again until it is acknowledged. Where several processes take webhooks, keep it in your database.
///
/// ```java
/// SeenEvents inATable =
///     new SeenEvents() {
///       private final Set<String> ids = new HashSet<>(); // a table with a unique key
///
///       @Override
///       public boolean isFirst(String id) {
///         return ids.add(id);
///       }
///
///       @Override
///       public void forget(String id) {
///         ids.remove(id);
///       }
///     };
/// ```
public interface SeenEvents {
  /// Remembers an id; whether it was not known before. Of two that ask at once, one is first.
  boolean isFirst(String id);

  /// The event could not be dealt with after all: the relay may tell it again.
  void forget(String id);
}
