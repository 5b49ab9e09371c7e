package io.freehold.application.port;

import io.freehold.domain.GrantId;
import io.freehold.domain.connect.WatchedGrant;
import io.freehold.domain.connect.WebhookEvent;
import java.time.Instant;
import java.util.List;

/// The grants whose end is to be told to a webhook.
public interface GrantWatches {
  /// Those that are to be looked at, or have expired, the longest waiting first. Each is not due
  /// again before `next`, unless it has expired.
  List<WatchedGrant> due(Instant now, Instant next, int max);

  /// Those of one grant.
  List<WatchedGrant> of(GrantId grant);

  /// Watches no more, and has the end told; both or nothing. False when it was not watched any
  /// more.
  boolean end(WatchedGrant watched, WebhookEvent event);
}
