package io.freehold.bootstrap.cli;

import io.freehold.application.upkeep.CheckHome;
import io.freehold.domain.upkeep.Inspection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Looks for damage in the home of a stopped server.
@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for damage in the home of a stopped server, and changes nothing.%n",
      "Every data file is read to its end and compared with its hash; index, databases, access log,"
          + " keys and permissions are checked. Exits with 1 when something is wrong.%n"
    })
@SuppressWarnings("NullAway.Init") // picocli sets `home`
final class FsckCommand implements Callable<Integer> {
  @Mixin private StoppedHome home;

  @Override
  public Integer call() {
    try (FindingsReport report = home.report()) {
      Inspection looked = new CheckHome(home.care()).check(report::found);
      return report.end(looked);
    }
  }
}
