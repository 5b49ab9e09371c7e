package io.freehold.domain;

/// Carries a problem up the stack. It records no stack trace: an expected refusal is not a bug.
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
  }

  ProblemException(Problem problem, Throwable cause) {
    super(problem.toString(), cause, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
