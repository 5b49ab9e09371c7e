package io.freehold.architecture.mitigations;

import java.io.PrintStream;
import java.util.Arrays;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/// Runs the test classes it is given and says by its exit code how that went.
final class WitnessRun {
  static final int ALL_PASSED = 10;
  static final int SOME_FAILED = 11;
  static final int NONE_RAN = 12;
  static final String FAILED = "failed: ";

  private WitnessRun() {}

  public static void main(String[] classNames) {
    var summaries = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(classNames).map(DiscoverySelectors::selectClass).toList())
            .build();
    LauncherFactory.create().execute(request, summaries);
    TestExecutionSummary summary = summaries.getSummary();
    PrintStream terminal =
        new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out));
    summary
        .getFailures()
        .forEach(failure ->
            terminal.println(
                FAILED
                    + failure.getTestIdentifier().getLegacyReportingName()
                    + " of "
                    + failure.getTestIdentifier().getUniqueId()));
    terminal.flush();
    Runtime.getRuntime().halt(verdict(summary));
  }

  private static int verdict(TestExecutionSummary summary) {
    if (summary.getTotalFailureCount() > 0) {
      return SOME_FAILED;
    }
    return summary.getTestsSucceededCount() > 0 ? ALL_PASSED : NONE_RAN;
  }
}
