package io.freehold.adapters.storage.http;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// A request to a storage backend.
///
/// @param target with its path and query as they are to be sent
/// @param headers besides those of the transport
/// @param isRepeatable whether sending it twice is as good as sending it once, and the answer of
///   the second as good as that of the first
public record Request(
    HttpMethod method, URI target, Map<String, String> headers, Body body, boolean isRepeatable) {
  public Request {
    headers = Map.copyOf(headers);
  }

  /// Repeatable if its method only reads.
  public Request(HttpMethod method, URI target, Body body) {
    this(
        method,
        target,
        Map.of(),
        body,
        method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
  }

  public static Request get(URI target) {
    return new Request(HttpMethod.GET, target, Body.none());
  }

  public static Request head(URI target) {
    return new Request(HttpMethod.HEAD, target, Body.none());
  }

  public static Request put(URI target, Body body) {
    return new Request(HttpMethod.PUT, target, body);
  }

  public static Request post(URI target, Body body) {
    return new Request(HttpMethod.POST, target, body);
  }

  public static Request delete(URI target) {
    return new Request(HttpMethod.DELETE, target, Body.none());
  }

  public Request with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Request(method, target, all, body, isRepeatable);
  }

  public Request withAll(Map<String, String> more) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Request(method, target, all, body, isRepeatable);
  }

  /// For a POST that only reads.
  public Request repeatable() {
    return new Request(method, target, headers, body, true);
  }

  /// Without headers and query, which may hold credentials.
  @Override
  public String toString() {
    return method + " " + target.getHost() + target.getRawPath();
  }
}
