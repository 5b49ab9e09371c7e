package io.freehold.adapters.chain.egress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;

/// What is asked of an address.
///
/// @param bytesMax of the answer's body; what is larger is no answer. Zero for not reading it at
///   all.
/// @param timeout for everything together: finding the host, redirects, the last byte
record Exchange(
    HttpMethod method, Map<String, String> headers, Buffer body, int bytesMax, Duration timeout) {
  Exchange {
    headers = Map.copyOf(headers);
  }

  boolean mayBeRedirected() {
    return method.equals(HttpMethod.GET);
  }
}
