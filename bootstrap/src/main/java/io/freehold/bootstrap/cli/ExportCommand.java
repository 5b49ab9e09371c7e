package io.freehold.bootstrap.cli;

import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.upkeep.ExportSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes data along.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes data into a zip that anybody can open: each version as it is stored, and a list of"
          + " them with their hashes.%n",
      "It is NOT encrypted; `freehold backup` is. Exits with 1 when something damaged had to be left"
          + " out.%n"
    })
@SuppressWarnings("NullAway.Init") // picocli sets `keeping` and `file`
final class ExportCommand implements Callable<Integer> {
  @Mixin private Keeping keeping;

  @Parameters(index = "0", paramLabel = "FILE.zip", description = "the zip, which is not there yet")
  private String file;

  @Option(
      names = "--scope",
      paramLabel = "PATTERN",
      description = "only these scopes, such as instagram.profile or instagram.*; can be repeated")
  private List<String> scopes = new ArrayList<>();

  @Option(names = "--with-log", description = "the access log as well")
  private boolean withLog;

  @Override
  public Integer call() {
    ServerConfig config = keeping.config();
    ArchiveReport report = keeping.report("exporting");
    List<ScopePattern> patterns = scopes.stream().map(ScopePattern::new).toList();
    try (var target = new NewFile(file)) {
      try {
        ExportSummary summary =
            PersistenceAdapter.export(
                config.home(),
                config.limits(),
                keeping.context().clock(),
                keeping.signers(),
                patterns,
                withLog,
                target.out(),
                report);
        return end(report, summary, target.complete());
      } catch (IOException e) {
        throw target.cannotBeWritten(e);
      }
    }
  }

  private int end(ArchiveReport report, ExportSummary summary, long sizeBytes) {
    return report.end(
        ArchiveReport.facts()
            .put("file", file)
            .put("sizeBytes", sizeBytes)
            .put("madeAt", summary.madeAt().toString())
            .put("versions", summary.versions())
            .put("dataBytes", summary.dataBytes())
            .put("logDays", summary.logDays()),
        "%d versions (%d KiB) as they were at %s"
            .formatted(summary.versions(), summary.dataBytes() >> 10, summary.madeAt()),
        "written to %s (%d KiB), NOT encrypted: whoever has it can read it"
            .formatted(file, sizeBytes >> 10));
  }
}
