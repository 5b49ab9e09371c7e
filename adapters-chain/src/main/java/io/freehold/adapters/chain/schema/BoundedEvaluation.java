package io.freehold.adapters.chain.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.util.List;
import java.util.Locale;

/// One validation with an end: bounded work, bounded nesting, and a bounded number of errors, also
/// inside the branches of `anyOf`. A branch that has one error has failed; more add nothing.
final class BoundedEvaluation extends ExecutionContext {
  private static final int DEPTH_MAX = 2_000;

  private final int errorsMax;

  BoundedEvaluation(int errorsMax, long stepsMax, boolean formats) {
    super(
        ExecutionConfig.builder()
            .locale(Locale.ENGLISH)
            .formatAssertionsEnabled(formats)
            .maxEvaluationDepth(DEPTH_MAX)
            .maxEvaluationSteps(stepsMax)
            .build());
    this.errorsMax = errorsMax;
  }

  @Override
  public void addError(Error error) {
    List<Error> errors = getErrors();
    if (errors.size() < errorsMax) {
      super.addError(error);
    }
  }
}
