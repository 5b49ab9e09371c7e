package io.freehold.application.port;

import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What applications asked this server's owner for (§6.3). What a method returned from is on disk.
public interface ConnectRequests {
  Optional<ConnectRequest> find(SessionId id);

  /// False when there is one of that session; it stays as it is.
  boolean add(ConnectRequest request);

  /// Puts the next in the place of the one before, unless somebody else has brought it to another
  /// state meanwhile; then false, and nothing has changed.
  boolean change(ConnectRequest before, ConnectRequest next);

  /// Newest first.
  Listing<ConnectRequest> list(Page page);

  /// How many are not over.
  long openCount();

  /// Those that are not over and for which something can be done without their owner: all but the
  /// waiting ones, and of these the ones whose time is over. Oldest first.
  List<ConnectRequest> due(Instant now, int limit);

  /// Forgets what is over and was received before this time; returns how many that were.
  long forgetBefore(Instant time);
}
