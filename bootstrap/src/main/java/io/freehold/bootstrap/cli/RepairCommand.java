package io.freehold.bootstrap.cli;

import io.freehold.application.upkeep.RepairHome;
import io.freehold.domain.upkeep.Inspection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Mends the home of a stopped server.
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = {
      "Mends what `fsck` finds in the home of a stopped server.%n",
      "Nothing is deleted: what cannot stay where it is moves to the folder `quarantine` of the"
          + " home, with a report that says why. Exits with 1 when something is left that only its"
          + " owner can mend.%n"
    })
@SuppressWarnings("NullAway.Init") // picocli sets `home`
final class RepairCommand implements Callable<Integer> {
  @Mixin private StoppedHome home;

  @Override
  public Integer call() {
    try (FindingsReport report = home.report()) {
      Inspection looked = new RepairHome(home.care()).repair(report::repaired, report::found);
      return report.end(looked);
    }
  }
}
