package io.freehold.application.port;

import io.freehold.domain.connect.Delivery;
import java.time.Instant;
import java.util.List;

/// The events that are on their way to webhooks. They are put there by the transaction that made
/// them happen: see `Sessions.replace` and `GrantWatches.end`. When as many are on their way as may
/// be, further ones are dead from the start, for an operator to replay.
public interface Deliveries {
  /// What is said of one that found no room.
  String QUEUE_IS_FULL = "too many events wait to be told";

  /// Those whose time has come, never tried ones first. Nobody else gets them before `hiddenUntil`,
  /// so that one who dies on the way leaves them to others.
  List<Delivery> take(Instant now, Instant hiddenUntil, int max);

  /// It arrived; nothing of it is kept.
  void delivered(String event);

  /// A try failed.
  ///
  /// @param why for an operator, without secrets
  void postpone(String event, Instant until, String why);

  /// The last try failed: it stays for an operator to see.
  void bury(String event, String why);

  /// Those on their way, oldest first.
  List<Delivery> waiting(int max);

  /// Those that nobody tries any more, newest first.
  List<Delivery> dead(int max);

  /// Tries a dead one again as if it were new; false when there is no dead one of this id.
  boolean replay(String event, Instant now);

  /// Tries all dead ones again; returns how many there were.
  int replayAll(Instant now);

  /// Forgets dead ones: those older than a moment, and the oldest of more than there may be.
  void sweep(Instant deadBefore, int deadMax);
}
