package io.freehold.adapters.http;

import io.freehold.domain.ProblemException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes an answer of whatever was thrown: a refusal of a problem, and of anything else, which is a
/// bug, a line in the log and an answer that says nothing but where to find it.
final class ProblemHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  private final RandomGenerator random;
  private final Dialect dialect;

  ProblemHandler(RandomGenerator random, Dialect dialect) {
    this.random = random;
    this.dialect = dialect;
  }

  Reply replyTo(Throwable thrown, String requestId) {
    return switch (thrown) {
      case ProblemException e -> dialect.refusal(ProblemReply.of(e.problem()), requestId);
      case RefusalException e -> dialect.refusal(e.refusal(), requestId);
      default -> incident(thrown, requestId);
    };
  }

  private Reply incident(Throwable bug, String requestId) {
    String incident = HexFormat.of().toHexDigits(random.nextLong());
    LOG.error("incident {} in request {}", incident, requestId, bug);
    return dialect.refusal(
        Refusal.of(500, "INTERNAL_ERROR", "Internal server error").detail("incident", incident),
        requestId);
  }
}
