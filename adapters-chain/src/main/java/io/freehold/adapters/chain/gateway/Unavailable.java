package io.freehold.adapters.chain.gateway;

import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import java.time.Duration;
import java.util.Optional;

/// How a gateway that cannot be used is refused.
final class Unavailable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private Unavailable() {}

  static ProblemException because(String reason) {
    return problem(reason, RETRY_AFTER).asException();
  }

  /// @param retryAfter what the gateway asked for
  static ProblemException because(String reason, Optional<Duration> retryAfter) {
    return problem(reason, retryAfter.orElse(RETRY_AFTER)).asException();
  }

  static ProblemException because(String reason, Throwable cause) {
    return problem(reason, RETRY_AFTER).asException(cause);
  }

  /// Whether a refusal says that the gateway failed, rather than that it answered.
  static boolean isReasonOf(ProblemException refusal) {
    return refusal.problem() instanceof Problem.ServiceUnavailable;
  }

  private static Problem problem(String reason, Duration retryAfter) {
    return new Problem.ServiceUnavailable(Problem.Cause.GATEWAY, reason, retryAfter);
  }
}
