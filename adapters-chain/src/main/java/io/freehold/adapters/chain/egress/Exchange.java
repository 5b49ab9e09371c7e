package io.freehold.adapters.chain.egress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;

/// What is asked of an address.
///
/// @param bytesMax of the answer's body; zero for not reading it at all
/// @param timeout for everything together: finding the host, redirects, the last byte
record Exchange(
    HttpMethod method,
    Map<String, String> headers,
    Buffer body,
    int bytesMax,
    WhenLarger whenLarger,
    Duration timeout) {

  /// What becomes of an answer that is larger than it may be.
  enum WhenLarger {
    REFUSED,
    CUT_OFF
  }

  Exchange {
    headers = Map.copyOf(headers);
  }

  boolean mayBeRedirected() {
    return method.equals(HttpMethod.GET);
  }
}
