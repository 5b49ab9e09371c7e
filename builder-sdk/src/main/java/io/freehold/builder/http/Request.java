package io.freehold.builder.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Something to ask a server.
///
/// @param authorization made anew for every attempt, because a signed header is good for a short
///   time and sometimes once
/// @param patience how much longer than usual the server may think about it
public record Request(
    String method,
    URI uri,
    Optional<Supplier<String>> authorization,
    Map<String, String> headers,
    byte[] body,
    Duration patience) {
  private static final byte[] NOTHING = new byte[0];

  public static Request get(URI uri) {
    return new Request("GET", uri, Optional.empty(), Map.of(), NOTHING, Duration.ZERO);
  }

  public static Request post(URI uri, String json) {
    return new Request(
        "POST",
        uri,
        Optional.empty(),
        Map.of("Content-Type", "application/json"),
        json.getBytes(StandardCharsets.UTF_8),
        Duration.ZERO);
  }

  public Request authorizedBy(Supplier<String> header) {
    return new Request(method, uri, Optional.of(header), headers, body, patience);
  }

  public Request with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, uri, authorization, more, body, patience);
  }

  public Request withPatience(Duration longer) {
    return new Request(method, uri, authorization, headers, body, longer);
  }

  /// Whether sending it twice is the same as sending it once.
  boolean isSafe() {
    return method.equals("GET");
  }
}
