package io.freehold.adapters.http;

import io.freehold.adapters.http.ApiRoute.Cors;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/// The headers that every answer of a listener carries: nothing is guessed, framed, run or kept.
///
/// @param isSecure whether this listener is reached by TLS, its own or a proxy's
record StandingHeaders(boolean isSecure) {
  private static final String EXPOSED =
      "Content-Length, ETag, Last-Modified, Retry-After, X-Request-Id, RateLimit-Limit,"
          + " RateLimit-Remaining, RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining,"
          + " X-RateLimit-Reset, X-Content-Hash, Preference-Applied";

  void addTo(HttpServerRequest request, Cors cors) {
    HttpServerResponse response =
        request
            .response()
            .putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("Referrer-Policy", "no-referrer")
            .putHeader("Cache-Control", "no-store")
            .putHeader(
                "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
            .putHeader("X-Frame-Options", "DENY")
            .putHeader("Cross-Origin-Opener-Policy", "same-origin")
            .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (cors == Cors.OPEN) {
      response
          .putHeader("Access-Control-Allow-Origin", "*")
          .putHeader("Access-Control-Expose-Headers", EXPOSED);
    }
    if (isSecure && isAskedByADomain(request)) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  /// A browser told so about localhost would refuse every other server on its machine.
  private static boolean isAskedByADomain(HttpServerRequest request) {
    String host = request.getHeader("Host");
    return host != null && HostNames.isDomain(host);
  }
}
