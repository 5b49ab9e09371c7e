package io.freehold.adapters.persistence;

import io.freehold.adapters.persistence.files.HomeLock;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.sql.Snapshot;
import io.freehold.application.Limits;
import io.freehold.application.port.HomeCare;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.upkeep.Findings;
import io.freehold.domain.upkeep.Inspection;
import io.freehold.domain.upkeep.Repairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.stream.Stream;

/// Looks after a home while it holds its lock: first as it lies there, and only then, for a repair,
/// with the store open.
final class LocalHomeCare implements HomeCare {
  private final Path home;
  private final Limits limits;
  private final InstantSource clock;
  private final Signatures signatures;
  private final Function<Secret, Signer> signers;

  LocalHomeCare(
      Path home,
      Limits limits,
      InstantSource clock,
      Signatures signatures,
      Function<Secret, Signer> signers) {
    this.home = home;
    this.limits = limits;
    this.clock = clock;
    this.signatures = signatures;
    this.signers = signers;
  }

  @Override
  public Inspection inspect(Findings found) {
    try (HomeLock _ = lock()) {
      return look(found);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Inspection look(Findings found) throws IOException {
    return new HomeInspection(home, LocalDisk.toLookAt(home), signatures, signers, found).inspect();
  }

  private HomeLock lock() throws IOException {
    if (!Files.isDirectory(home)) {
      throw new IllegalStateException("there is no home at " + home);
    }
    return PersistenceAdapter.lock(home, LocalDisk.toLookAt(home), clock);
  }

  @Override
  public void repair(Repairs done) {
    try {
      HomeLock lock = lock();
      boolean isLetGo = false;
      try (var repair = new Repair(home, LocalDisk.at(home), clock, done)) {
        mustHaveItsData();
        var _ = look(repair);
        if (repair.isToBeContinued() && !repair.isBlocked()) {
          isLetGo = true;
          agree(lock, repair.hasChangedWhatTheIndexKnows());
        }
      } finally {
        if (!isLetGo) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// An index without any data is more likely a disk that is not mounted than a loss.
  private void mustHaveItsData() throws IOException {
    Path data = home.resolve("data");
    if (isEmpty(data) && indexedVersions() > 0) {
      throw new IllegalStateException(
          data
              + " is empty, and the index knows of data: is its disk mounted? Nothing was changed."
              + " If the data is gone for good, `freehold reindex` makes an index without it");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (Stream<Path> names = Files.list(folder)) {
      return names.findAny().isEmpty();
    }
  }

  private long indexedVersions() throws IOException {
    try (Snapshots databases = Snapshots.of(home, _ -> {})) {
      return databases.index().map(LocalHomeCare::versions).orElse(0L);
    }
  }

  private static long versions(Snapshot index) {
    return index.read(session -> session.number("SELECT count(*) FROM data_files").orElse(0));
  }

  /// Opening finishes what was begun and cuts what is torn.
  private void agree(HomeLock lock, boolean isIndexToBeMadeAgain) throws IOException {
    try (var opened =
        PersistenceAdapter.openLocked(home, LocalDisk.at(home), limits, clock, lock)) {
      opened
          .readSigner("server", signers)
          .ifPresent(serverKey -> opened.accessLog(serverKey, signatures));
      if (isIndexToBeMadeAgain) {
        var _ = opened.reindex();
      }
    }
  }

  private IllegalStateException unusable(IOException e) {
    return new IllegalStateException(home + " cannot be looked after", e);
  }
}
