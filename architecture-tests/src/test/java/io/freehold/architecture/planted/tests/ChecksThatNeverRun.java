package io.freehold.architecture.planted.tests;

import org.junit.jupiter.api.Test;

/// Tests with a name that no test runner looks for.
class ChecksThatNeverRun {
  @Test
  void neverRuns() {}
}
