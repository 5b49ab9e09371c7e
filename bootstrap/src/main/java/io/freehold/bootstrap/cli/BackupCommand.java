package io.freehold.bootstrap.cli;

import io.freehold.application.upkeep.BackUpHome;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveKey.Kind;
import io.freehold.domain.storage.MasterKey;
import io.freehold.domain.upkeep.ArchiveSummary;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Keeps a copy of everything.
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Writes everything the home holds into one file, encrypted and signed, while the server runs"
          + " or not.%n",
      "The file opens with the owner's master-key signature where one is set or kept and the wallet"
          + " is elsewhere, and with a passphrase otherwise (--passphrase-file, FREEHOLD_PASSPHRASE,"
          + " or asked for). Exits with 1 when something damaged had to be left out.%n"
    })
@SuppressWarnings("NullAway.Init") // picocli sets `keeping` and `file`
final class BackupCommand implements Callable<Integer> {
  @Mixin private Keeping keeping;

  @Parameters(index = "0", paramLabel = "FILE", description = "the backup, which is not there yet")
  private String file;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "file that holds a passphrase, to be used instead of the master key")
  private @Nullable String passphraseFile;

  @Override
  public Integer call() {
    Optional<MasterKey> master =
        passphraseFile == null ? keeping.masterKeyOutsideOfTheHome() : Optional.empty();
    ArchiveKey key =
        master.map(Keeping::keyOf).orElseGet(() -> keeping.passphrase(passphraseFile, true));
    ArchiveReport report = keeping.report("backing up");
    try (var target = new NewFile(file)) {
      try {
        ArchiveSummary summary =
            new BackUpHome(keeping.archive(keeping.config().home()), keeping.cipher())
                .backUp(target, key, report);
        master.ifPresent(known -> mustBeTheOwners(known, summary));
        return end(report, summary, key.kind(), target.complete());
      } catch (IOException e) {
        throw target.cannotBeWritten(e);
      }
    }
  }

  /// Nobody could open it, least of all its owner.
  private void mustBeTheOwners(MasterKey master, ArchiveSummary summary) {
    if (!keeping.ownerOf(master).equals(summary.owner())) {
      throw new Refusal(
          "the master-key signature in the settings is not that of this server's owner; nothing was"
              + " written");
    }
  }

  private int end(ArchiveReport report, ArchiveSummary summary, Kind key, long sizeBytes) {
    return report.end(
        Summaries.facts(summary)
            .put("file", file)
            .put("sizeBytes", sizeBytes)
            .put("key", Summaries.word(key)),
        Summaries.words(summary),
        "written to %s (%d KiB); it opens with %s"
            .formatted(file, sizeBytes >> 10, Summaries.inWords(key)));
  }
}
