package io.freehold.application.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// How tests speak of refusals.
public final class Refusals {
  private Refusals() {}

  /// The problem an act was refused with; anything else that happens fails the test.
  public static <P extends Problem> P assertRefused(ThrowingCallable act, Class<P> as) {
    Throwable thrown = catchThrowable(act);
    assertThat(thrown).as("refused").isInstanceOf(ProblemException.class);
    Problem problem = ((ProblemException) thrown).problem();
    assertThat(problem).isInstanceOf(as);
    return as.cast(problem);
  }
}
