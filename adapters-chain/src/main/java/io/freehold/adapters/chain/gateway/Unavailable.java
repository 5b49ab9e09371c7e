package io.freehold.adapters.chain.gateway;

import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import java.time.Duration;

/// How a gateway that cannot be used is refused.
final class Unavailable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private Unavailable() {}

  static ProblemException because(String reason) {
    return problem(reason).asException();
  }

  static ProblemException because(String reason, Throwable cause) {
    return problem(reason).asException(cause);
  }

  /// Whether a refusal says that the gateway failed, rather than that it answered.
  static boolean isReasonOf(ProblemException refusal) {
    return refusal.problem() instanceof Problem.ServiceUnavailable;
  }

  private static Problem problem(String reason) {
    return new Problem.ServiceUnavailable(Problem.Cause.GATEWAY, reason, RETRY_AFTER);
  }
}
