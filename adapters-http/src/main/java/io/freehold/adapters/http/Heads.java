package io.freehold.adapters.http;

import io.freehold.adapters.http.pace.ClientAddress;
import io.freehold.domain.identity.ClientInfo;
import io.freehold.domain.identity.RequestTarget;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes the head of a request out of what Vert.x read.
final class Heads {
  private static final int REQUEST_ID_CHARACTERS_MAX = 64;

  private final ClientAddress clientAddress;
  private final int userAgentCharactersMax;
  private final InstantSource clock;
  private final RandomGenerator random;

  Heads(
      ClientAddress clientAddress,
      int userAgentCharactersMax,
      InstantSource clock,
      RandomGenerator random) {
    this.clientAddress = clientAddress;
    this.userAgentCharactersMax = userAgentCharactersMax;
    this.clock = clock;
    this.random = random;
  }

  Head of(HttpServerRequest request, Map<String, String> path) {
    return new Head(
        request.method().name(),
        new RequestTarget(request.uri()),
        Map.copyOf(path),
        request.headers(),
        Framing.contentLength(request.headers()),
        client(request),
        requestId(request),
        clock.instant());
  }

  private ClientInfo client(HttpServerRequest request) {
    String userAgent = request.getHeader("User-Agent");
    return new ClientInfo(
        clientAddress.of(
            request.connection().remoteAddress().hostAddress(),
            request.headers().getAll("X-Forwarded-For")),
        userAgent == null ? "" : printable(userAgent));
  }

  /// What may stand in a log: no control characters, and not too much of it (threat T51).
  private String printable(String text) {
    var kept = new StringBuilder(Math.min(text.length(), userAgentCharactersMax));
    for (int i = 0; i < text.length() && i < userAgentCharactersMax; i++) {
      char c = text.charAt(i);
      kept.append(c >= ' ' && c < 0x7f ? c : '?');
    }
    return kept.toString();
  }

  /// The client's own id for the request, if it is one that can be repeated anywhere.
  String requestId(HttpServerRequest request) {
    String given = request.getHeader("X-Request-Id");
    return given != null && isDecent(given) ? given : newRequestId();
  }

  String newRequestId() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  private static boolean isDecent(String id) {
    return !id.isEmpty()
        && id.length() <= REQUEST_ID_CHARACTERS_MAX
        && id.chars().allMatch(Heads::isDecent);
  }

  private static boolean isDecent(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
