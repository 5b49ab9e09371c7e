package io.freehold.adapters.http;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;

/// How a body is delimited. There is one way, `Content-Length`, so that no proxy in front of this
/// server can see another end of a request than this server does (threat T11).
final class Framing {
  private static final Set<String> PLAIN = Set.of("", "identity");

  private Framing() {}

  /// The announced length; 0 without an announcement.
  static long contentLength(MultiMap headers) {
    String text = headers.get("Content-Length");
    try {
      return text == null ? 0 : Math.max(0, Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  /// Refuses a body that is delimited or encoded in another way, or is too large for the route.
  static void mustFit(Head head, ApiRoute route) {
    if (head.header("Transfer-Encoding").isPresent()) {
      throw Problem.malformed(
              Subject.HEADER,
              "Transfer-Encoding is not supported; send the body in one piece with Content-Length")
          .asException();
    }
    if (!PLAIN.contains(head.header("Content-Encoding").orElse("").toLowerCase(Locale.ROOT))) {
      throw Refusal.of(
              415,
              "UNSUPPORTED_MEDIA_TYPE",
              "Bodies are taken uncompressed; leave out Content-Encoding")
          .asException();
    }
    if (head.contentLength() > route.bodyBytesMax()) {
      throw route.bodyBytesMax() == 0
          ? Problem.malformed(Subject.BODY, head.method() + " takes no body here").asException()
          : new Problem.BodyTooLarge(route.bodyBytesMax()).asException();
    }
  }
}
