package io.freehold.adapters.persistence;

import io.freehold.adapters.persistence.files.HomeLock;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.Reserve;
import io.freehold.adapters.persistence.files.Space;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.adapters.persistence.identity.KeyFiles;
import io.freehold.adapters.persistence.sql.DamagedDatabaseException;
import io.freehold.adapters.persistence.upkeep.ArchiveCheck;
import io.freehold.adapters.persistence.upkeep.DataExport;
import io.freehold.adapters.persistence.upkeep.HomeMoment;
import io.freehold.adapters.persistence.upkeep.HomeWriting;
import io.freehold.application.Limits;
import io.freehold.application.port.HomeArchive;
import io.freehold.application.port.Signer;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import io.freehold.domain.upkeep.ExportSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Copies a home. Where no server has it open, it is locked meanwhile; where one has, it is read
/// beside it.
final class LocalHomeArchive implements HomeArchive {
  private static final int TRIES = 3;

  private final Path home;
  private final Limits limits;
  private final InstantSource clock;
  private final Function<Secret, Signer> signers;

  LocalHomeArchive(
      Path home, Limits limits, InstantSource clock, Function<Secret, Signer> signers) {
    this.home = home;
    this.limits = limits;
    this.clock = clock;
    this.signers = signers;
  }

  @Override
  public Signer signer() {
    LocalDisk disk = LocalDisk.toLookAt(home);
    var space = new Space(home, 0);
    var gate = new WriteGate(space, new Reserve(home, disk, space));
    return new KeyFiles(home, disk, gate)
        .readSigner("server", signers)
        .orElseThrow(() -> new IllegalStateException("no server ever started in " + home));
  }

  @Override
  public ArchiveSummary write(OutputStream archive, ArchiveProgress progress) throws IOException {
    return atOneMoment(moment ->
        new HomeWriting(home, moment, progress)
            .write(archive, signer().address(), clock.instant()));
  }

  ExportSummary export(
      List<ScopePattern> patterns, boolean withLog, OutputStream zip, ArchiveProgress progress)
      throws IOException {
    return atOneMoment(moment ->
        new DataExport(home, moment, patterns, progress)
            .write(zip, signer().address(), withLog, clock.instant()));
  }

  /// Something that is done with a moment of the home.
  private interface Use<T> {
    T of(HomeMoment moment) throws IOException;
  }

  private <T> T atOneMoment(Use<T> use) throws IOException {
    Optional<HomeLock> lock = lockIfNobodyHasIt();
    try (HomeMoment moment = moment(lock)) {
      return use.of(moment);
    } catch (DamagedDatabaseException e) {
      throw new IllegalStateException(
          "a database of %s is damaged; `freehold fsck` says more".formatted(home), e);
    } finally {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  private Optional<HomeLock> lockIfNobodyHasIt() throws IOException {
    try {
      return Optional.of(PersistenceAdapter.lock(home, LocalDisk.toLookAt(home), clock));
    } catch (PersistenceAdapter.HomeInUse e) {
      return Optional.empty();
    }
  }

  /// A server that starts or stops just now takes its databases away for a moment.
  private HomeMoment moment(Optional<HomeLock> lock) throws IOException {
    for (int i = 1; ; i++) {
      try {
        return HomeMoment.of(home, lock.isEmpty(), limits.inMemoryFileBytesMax());
      } catch (DamagedDatabaseException e) {
        if (lock.isPresent() || i == TRIES) {
          throw e;
        }
      }
    }
  }

  @Override
  public ArchiveSummary check(InputStream archive, ArchiveProgress progress) throws IOException {
    return new ArchiveCheck(limits.fileBytesMax(), signers, progress).read(archive);
  }
}
