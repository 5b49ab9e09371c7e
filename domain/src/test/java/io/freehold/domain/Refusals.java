package io.freehold.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// How the tests of this module speak of refusals.
public final class Refusals {
  private Refusals() {}

  public static <P extends Problem> P assertRefused(ThrowingCallable act, Class<P> as) {
    Throwable thrown = catchThrowable(act);
    assertThat(thrown).as("refused").isInstanceOf(ProblemException.class);
    Problem problem = ((ProblemException) thrown).problem();
    assertThat(problem).isInstanceOf(as);
    return as.cast(problem);
  }

  /// A value that cannot exist.
  public static void assertImpossible(ThrowingCallable construction) {
    assertThat(catchThrowable(construction)).isExactlyInstanceOf(IllegalArgumentException.class);
  }
}
