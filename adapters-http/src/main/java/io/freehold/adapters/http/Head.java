package io.freehold.adapters.http;

import io.freehold.adapters.http.pace.ClientAddress;
import io.freehold.domain.identity.ClientInfo;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.RequestTarget;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as its head tells it, before any of it is believed.
///
/// @param path the values of the placeholders in the route's path
/// @param headers read only; names in any case
/// @param contentLength announced bytes of the body; 0 when there is none
/// @param requestId the client's own, if it is a decent one
public record Head(
    String method,
    RequestTarget target,
    Map<String, String> path,
    MultiMap headers,
    long contentLength,
    ClientInfo client,
    String requestId,
    Instant receivedAt) {

  public boolean hasBody() {
    return contentLength > 0;
  }

  /// What an unknown caller is counted by: its address, of which the second half does not count in
  /// version 6, because one subscriber has all of those.
  String paceKey() {
    return ClientAddress.network(client.address());
  }

  /// The facts that a signature of the request must match.
  public ReceivedRequest received() {
    return new ReceivedRequest(method, target, hasBody(), receivedAt);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public List<String> headers(String name) {
    return headers.getAll(name);
  }
}
