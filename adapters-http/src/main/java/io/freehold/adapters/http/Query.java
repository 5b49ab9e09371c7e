package io.freehold.adapters.http;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.identity.RequestTarget;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads the query of a request target.
final class Query {
  private Query() {}

  /// The decoded value of a parameter. One that is given twice is refused: two readers would not
  /// agree on which of the two counts.
  static Optional<String> find(RequestTarget target, String name) {
    if (!target.hasQuery()) {
      return Optional.empty();
    }
    Optional<String> found = Optional.empty();
    for (String pair : target.raw().substring(target.path().length() + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
        if (found.isPresent()) {
          throw Problem.malformed(Subject.PARAMETER, name + " is given more than once")
              .asException();
        }
        found = Optional.of(decoded(equals < 0 ? "" : pair.substring(equals + 1)));
      }
    }
    return found;
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(Subject.PARAMETER, "the query is not percent-encoded properly")
          .asException(e);
    }
  }

  /// A decimal number without sign, in bounds.
  static int number(String text, int min, int max) {
    boolean isNumber = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (isNumber) {
      long value = text.length() > 10 ? Long.MAX_VALUE : Long.parseLong(text);
      if (value >= min && value <= max) {
        return (int) value;
      }
    }
    throw new IllegalArgumentException("a whole number from " + min + " to " + max + " is wanted");
  }
}
