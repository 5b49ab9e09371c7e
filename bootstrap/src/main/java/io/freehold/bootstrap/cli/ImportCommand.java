package io.freehold.bootstrap.cli;

import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.upkeep.ImportSummary;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Brings data along.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Takes in what `export` wrote, into the home of a stopped server.%n",
      "Every version keeps its scope and its time; hashes are checked first. What is here already is"
          + " left as it is, so that importing twice adds nothing. Exits with 1 when something was"
          + " skipped.%n"
    })
@SuppressWarnings("NullAway.Init") // picocli sets `keeping` and `file`
final class ImportCommand implements Callable<Integer> {
  @Mixin private Keeping keeping;

  @Parameters(index = "0", paramLabel = "FILE.zip", description = "an export")
  private Path file;

  @Override
  public Integer call() {
    ServerConfig config = keeping.config();
    ArchiveReport report = keeping.report("importing");
    try (var home =
        PersistenceAdapter.open(config.home(), config.limits(), keeping.context().clock())) {
      ImportSummary summary = home.importFrom(file, report);
      return report.end(
          ArchiveReport.facts()
              .put("added", summary.added())
              .put("addedBytes", summary.addedBytes())
              .put("known", summary.known())
              .put("skipped", summary.skipped()),
          "added %d versions (%d KiB); %d were here already"
              .formatted(summary.added(), summary.addedBytes() >> 10, summary.known()));
    } catch (NoSuchFileException e) {
      throw new Refusal("there is no file " + file, e);
    } catch (IllegalArgumentException e) {
      throw new Refusal(file + " is not imported: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new Refusal("importing " + file + " failed: " + e.getMessage(), e);
    }
  }
}
