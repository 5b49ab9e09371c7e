package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.port.ArchiveCipher;
import io.freehold.application.port.HomeArchive;
import io.freehold.application.port.HomeRestore;
import io.freehold.application.upkeep.RestoreBackup;
import io.freehold.application.upkeep.RestoreBackup.Restored;
import io.freehold.application.upkeep.VerifyBackup;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.domain.storage.ArchiveFile;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveKey.Kind;
import io.freehold.domain.storage.ArchiveSeal;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.CipherFailure;
import io.freehold.domain.upkeep.ArchiveSummary;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.LeftOut;
import io.freehold.domain.upkeep.LeftOut.Reason;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a home of a backup.
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a home of a backup; with --verify, only proves that it could.%n",
      "Signature, integrity, every hash and every database are checked before anything is written."
          + " A home that has data is refused unless --force is given, which puts it aside; it is"
          + " never mixed with what is restored. What was deleted or revoked there stays so.%n"
    })
@SuppressWarnings("NullAway.Init") // picocli sets `keeping` and `file`
final class RestoreCommand implements Callable<Integer> {
  @Mixin private Keeping keeping;

  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "a backup")
  private String file;

  @Option(
      names = "--from-storage",
      description =
          "no backup: fetch everything from the storage backend, as the gateway lists it, into a home"
              + " that `freehold init` and the settings have prepared")
  private boolean fromStorage;

  @Option(
      names = "--registration",
      paramLabel = "0x...",
      description =
          "with --from-storage: the wallet's signature that registers this server, where the wallet"
              + " is elsewhere and the server is not registered yet")
  private @Nullable String registration;

  @Option(names = "--verify", description = "check everything and write nothing")
  private boolean verify;

  @Option(
      names = "--to",
      paramLabel = "HOME",
      description = "the home to be made (default: FREEHOLD_HOME, else ~/.vana)")
  private @Nullable Path to;

  @Option(names = "--force", description = "put aside what is in the home already")
  private boolean force;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "file that holds the passphrase the backup was made with")
  private @Nullable String passphraseFile;

  @Override
  public Integer call() {
    if (fromStorage) {
      return new FetchingHome(keeping.context(), keeping.out(), Optional.ofNullable(registration))
          .fetch();
    }
    if (file == null) {
      throw new Refusal("name the backup to restore, or say --from-storage");
    }
    Path home = to == null ? keeping.context().config().home() : to.toAbsolutePath().normalize();
    if (!verify && PersistenceAdapter.finishRestore(home, keeping.context().clock())) {
      keeping
          .out()
          .println(
              "an earlier restore into %s was interrupted after everything was proved; it is"
                      .formatted(home)
                  + " finished now, and nothing else was done");
      keeping.out().flush();
      return ExitCode.OK;
    }
    ArchiveFile archive = () -> new FileInputStream(file);
    try {
      ArchiveCipher cipher = keeping.cipher();
      ArchiveKey key = key(cipher.seal(archive));
      HomeArchive reading = keeping.archive(home);
      return verify ? verify(archive, key, reading, cipher) : restore(archive, key, home, cipher);
    } catch (CipherException e) {
      throw new Refusal(file + " is not used: " + words(e.failure()), e);
    } catch (IllegalArgumentException e) {
      throw new Refusal(file + " is not used: " + e.getMessage(), e);
    } catch (FileNotFoundException e) {
      throw new Refusal("cannot read " + e.getMessage(), e);
    } catch (IOException e) {
      throw new Refusal("restoring from " + file + " failed: " + e.getMessage(), e);
    }
  }

  /// A signature that does not hold says no more than that.
  private static String words(CipherFailure failure) {
    return failure == CipherFailure.ALTERED
        ? "it was changed after it was made, or breaks off"
        : failure.words();
  }

  /// The file says what opens it, and its signature holds for that.
  private ArchiveKey key(ArchiveSeal seal) {
    if (seal.key() == Kind.PASSPHRASE) {
      return keeping.passphrase(passphraseFile, false);
    }
    return keeping
        .masterKey()
        .map(Keeping::keyOf)
        .orElseThrow(() ->
            new Refusal(
                "this backup opens with the owner's master-key signature: set"
                    + " VANA_MASTER_KEY_SIGNATURE, which the owner's wallet makes by signing"
                    + " vana-master-key-v1"));
  }

  private int verify(ArchiveFile archive, ArchiveKey key, HomeArchive reading, ArchiveCipher cipher)
      throws IOException {
    ArchiveReport report = keeping.report("verifying");
    ArchiveSummary summary = new VerifyBackup(reading, cipher).verify(archive, key, report);
    return report.end(
        Summaries.facts(summary),
        Summaries.words(summary),
        "every signature, hash and database is right; nothing was written");
  }

  private int restore(ArchiveFile archive, ArchiveKey key, Path home, ArchiveCipher cipher)
      throws IOException {
    ArchiveReport report = keeping.report("restoring");
    try (HomeRestore restore =
        PersistenceAdapter.restore(
            home,
            force,
            keeping.config().limits(),
            keeping.context().clock(),
            keeping.signatures(),
            keeping.signers())) {
      Restored restored =
          new RestoreBackup(keeping.archive(home), restore, cipher)
              .restore(archive, key, report, finding -> tell(report, finding));
      ObjectNode facts = Summaries.facts(restored.summary()).put("home", home.toString());
      return report.end(
          facts,
          Summaries.words(restored.summary()),
          "looked at %d data files and %d lines of the access log"
              .formatted(restored.looked().dataFiles(), restored.looked().logLines()),
          "restored to " + home);
    }
  }

  /// A defect of the home that was made: it was one when the backup was made.
  private static void tell(ArchiveReport report, Finding finding) {
    Optional.of(finding)
        .filter(Finding::isDefect)
        .ifPresent(
            defect -> report.leftOut(new LeftOut(defect.place(), Reason.DAMAGED, defect.detail())));
  }
}
