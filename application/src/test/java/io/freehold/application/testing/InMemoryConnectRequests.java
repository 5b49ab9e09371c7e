package io.freehold.application.testing;

import io.freehold.application.port.ConnectRequests;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Connect requests in the order in which they came.
public final class InMemoryConnectRequests implements ConnectRequests {
  private final Map<SessionId, ConnectRequest> requests = new LinkedHashMap<>();

  @Override
  public synchronized Optional<ConnectRequest> find(SessionId id) {
    return Optional.ofNullable(requests.get(id));
  }

  @Override
  public synchronized boolean add(ConnectRequest request) {
    return requests.putIfAbsent(request.id(), request) == null;
  }

  @Override
  public synchronized boolean change(ConnectRequest before, ConnectRequest next) {
    boolean isAsBefore =
        find(before.id()).filter(found -> found.state().equals(before.state())).isPresent();
    if (isAsBefore) {
      requests.put(before.id(), next);
    }
    return isAsBefore;
  }

  @Override
  public synchronized Listing<ConnectRequest> list(Page page) {
    List<ConnectRequest> newestFirst = new ArrayList<>(requests.values()).reversed();
    return new Listing<>(
        newestFirst.stream().skip(page.offset()).limit(page.limit()).toList(),
        requests.size(),
        page);
  }

  @Override
  public synchronized long openCount() {
    return requests.values().stream().filter(request -> !request.isOver()).count();
  }

  @Override
  public synchronized List<ConnectRequest> due(Instant now, int limit) {
    return requests.values().stream()
        .filter(request -> !request.isOver())
        .filter(request -> !(request.state() instanceof State.Waiting) || request.isExpiredAt(now))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized long forgetBefore(Instant time) {
    int before = requests.size();
    requests.values().removeIf(request -> request.isOver() && request.receivedAt().isBefore(time));
    return before - requests.size();
  }
}
