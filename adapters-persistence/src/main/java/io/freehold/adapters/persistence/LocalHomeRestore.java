package io.freehold.adapters.persistence;

import io.freehold.adapters.persistence.files.HomeLock;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.Space;
import io.freehold.adapters.persistence.sql.CopiedDatabase;
import io.freehold.adapters.persistence.sql.DamagedDatabaseException;
import io.freehold.adapters.persistence.sql.DatabaseCopies;
import io.freehold.adapters.persistence.upkeep.ArchiveCheck;
import io.freehold.adapters.persistence.upkeep.ArchiveUnpacking;
import io.freehold.adapters.persistence.upkeep.LaterDeletions;
import io.freehold.application.Limits;
import io.freehold.application.port.HomeRestore;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Kind;
import io.freehold.domain.upkeep.Findings;
import io.freehold.domain.upkeep.Inspection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Restores into the folder `restoring` of a home, and puts it in the home's place when it is all
/// there and looked over. Whatever interrupts that, the home is not used before it was finished or
/// begun anew.
final class LocalHomeRestore implements HomeRestore {
  private final Path home;
  private final Limits limits;
  private final InstantSource clock;
  private final Signatures signatures;
  private final Function<Secret, Signer> signers;
  private final boolean isNew;
  private final HomeLock lock;
  private final RestoredFolder folder;
  private Optional<ArchiveUnpacking> unpacked = Optional.empty();
  private boolean isSettled;

  /// An IllegalStateException when there is a home already that is not to be replaced.
  LocalHomeRestore(
      Path home,
      boolean isReplacing,
      Limits limits,
      InstantSource clock,
      Signatures signatures,
      Function<Secret, Signer> signers)
      throws IOException {
    this.home = home;
    this.limits = limits;
    this.clock = clock;
    this.signatures = signatures;
    this.signers = signers;
    this.isNew = !Files.isDirectory(home);
    if (isNew) {
      PersistenceAdapter.createHome(home);
    }
    LocalDisk disk = LocalDisk.at(home);
    this.lock =
        HomeLock.take(home, disk, clock.instant())
            .orElseThrow(() -> new PersistenceAdapter.HomeInUse(home));
    this.folder = new RestoredFolder(home, disk);
    if (!isReplacing && folder.hasData()) {
      lock.close();
      throw new IllegalStateException(
          home
              + " is not empty, and nothing was changed; restore into another folder with --to, or"
              + " use --force, which puts what is there aside");
    }
  }

  @Override
  public ArchiveSummary unpack(InputStream archive, ArchiveProgress progress) throws IOException {
    Path staging = folder.begin();
    var unpacking =
        new ArchiveUnpacking(
            staging, LocalDisk.at(staging), new Space(home, limits.diskKeptFreeBytesMax()));
    ArchiveSummary summary =
        new ArchiveCheck(limits.fileBytesMax(), signers, progress).unpack(archive, unpacking);
    unpacked = Optional.of(unpacking);
    return summary;
  }

  @Override
  public Inspection settle(Findings found) throws IOException {
    Path staging = folder.staging();
    unpacked.orElseThrow(() -> new IllegalStateException("nothing was unpacked")).sync();
    keepWhatWasDeletedSince(staging, found);
    new CopiedDatabase(staging.resolve("index.db"))
        .change(session ->
            session.update("INSERT OR REPLACE INTO facts (name, value) VALUES ('is_complete', 0)"));
    makeTheIndexAgain(staging);
    Inspection looked =
        new HomeInspection(staging, LocalDisk.toLookAt(staging), signatures, signers, found)
            .inspect();
    folder.settle(clock.instant());
    isSettled = true;
    return looked;
  }

  private void keepWhatWasDeletedSince(Path staging, Findings found) throws IOException {
    if (!Files.exists(home.resolve("state.db"))) {
      return;
    }
    Path copies = Files.createTempDirectory("freehold-restore-");
    try {
      DatabaseCopies.ofClosed(home, List.of(Path.of("state.db")), copies);
      new LaterDeletions(staging.resolve("state.db")).takeFrom(copies.resolve("state.db"));
    } catch (DamagedDatabaseException e) {
      found.add(
          new Finding(
              Kind.DAMAGED_DATABASE,
              "state.db",
              "what was deleted in the home that is replaced cannot be read: " + e.getMessage()));
    } finally {
      RestoredFolder.remove(copies);
    }
  }

  private void makeTheIndexAgain(Path staging) throws IOException {
    try (var opened = PersistenceAdapter.open(staging, LocalDisk.at(staging), limits, clock)) {
      var _ = opened.reindex();
      opened
          .readSigner("server", signers)
          .ifPresent(serverKey -> opened.accessLog(serverKey, signatures));
    }
  }

  @Override
  public void close() {
    try (lock) {
      if (!isSettled) {
        folder.giveUp();
        if (isNew) {
          RestoredFolder.remove(home);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "what was restored by half into %s could not be removed".formatted(home), e);
    }
  }
}
