package io.freehold.bootstrap.sync;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Schemas;
import io.freehold.application.port.SyncIndex;
import io.freehold.application.sync.AdoptBlobs;
import io.freehold.application.sync.BackendView;
import io.freehold.application.sync.DownloadNewFiles;
import io.freehold.application.sync.RemoveDeletedFiles;
import io.freehold.application.sync.Retry;
import io.freehold.application.sync.ShowSyncStatus;
import io.freehold.application.sync.SyncFile;
import io.freehold.application.sync.SyncRound;
import io.freehold.application.sync.SyncSetup;
import io.freehold.application.sync.TriggerSync;
import io.freehold.application.sync.UploadPendingFiles;
import io.freehold.application.sync.Workers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Everything that synchronises, put together.
public final class Synchronisation implements AutoCloseable {
  /// The encryption of a file costs 15 ms of a core, its way to the backend mostly waiting.
  private static final int FILES_AT_ONCE = 4;

  private static final int ROUND_MAX = 64;

  private final Parts parts;
  private final SyncProgress progress = new SyncProgress();
  private final BoundedWorkers workers = new BoundedWorkers(FILES_AT_ONCE);
  private final Retry retry;
  private final BackgroundSync background;

  /// What is elsewhere.
  public record Elsewhere(Supplier<SyncSetup> setup, FileRegistry registry, Schemas schemas) {}

  /// What it is put together from.
  ///
  /// @param patient for work that nobody waits for
  /// @param prompt the same, for calls that somebody waits for
  public record Parts(
      Elsewhere patient,
      Elsewhere prompt,
      Supplier<List<BackendView>> backends,
      FileCipher cipher,
      RegistryIds ids,
      SyncIndex index,
      InstantSource clock,
      RandomGenerator random) {}

  public Synchronisation(Parts parts, Duration interval) {
    this.parts = parts;
    this.retry = new Retry(parts.clock(), parts.random());
    this.background =
        new BackgroundSync(
            parts.patient().setup(), this::cycle, parts.index(), progress, interval, parts.clock());
  }

  private SyncCycle cycle(SyncSetup.On on) {
    return new SyncCycle(
        new UploadPendingFiles(
            on.replica(),
            on.backends(),
            parts.cipher(),
            parts.patient().registry(),
            parts.ids(),
            parts.index(),
            retry,
            workers,
            parts.clock(),
            ROUND_MAX),
        new RemoveDeletedFiles(
            on.replica(),
            on.backends(),
            parts.patient().registry(),
            parts.index(),
            retry,
            parts.clock(),
            ROUND_MAX),
        downloads(on, workers));
  }

  private DownloadNewFiles downloads(SyncSetup.On on, Workers by) {
    return new DownloadNewFiles(
        on.replica(),
        on.backends(),
        parts.cipher(),
        parts.patient().registry(),
        parts.patient().schemas(),
        parts.ids(),
        parts.index(),
        retry,
        by,
        parts.clock());
  }

  public TriggerSync triggerSync() {
    return new TriggerSync(parts.prompt().setup(), parts.index(), this::wake);
  }

  public ShowSyncStatus showSyncStatus() {
    return new ShowSyncStatus(
        parts.prompt().setup(), progress::moment, parts.backends(), parts.index());
  }

  public SyncFile syncFile() {
    return new SyncFile(
        parts.prompt().setup(),
        parts.cipher(),
        parts.prompt().registry(),
        parts.prompt().schemas(),
        parts.ids(),
        parts.index(),
        retry);
  }

  /// Fetches everything the owner's servers have registered, once, and what failed before; what
  /// fails is remembered.
  ///
  /// @param afterEach told after each record that was looked at
  public SyncRound fetchAll(SyncSetup.On on, Runnable afterEach) {
    parts.index().useBackend(on.backends().selected().place());
    parts.index().retryNow();
    return downloads(on, workers.telling(afterEach)).run(Optional.empty()).round();
  }

  /// Registers the blobs that no record speaks for, once.
  ///
  /// @param tell told of each that was left
  public AdoptBlobs.Adopted adoptAll(SyncSetup.On on, Consumer<AdoptBlobs.Left> tell) {
    return new AdoptBlobs(
            on.replica(),
            on.backends(),
            parts.cipher(),
            parts.patient().registry(),
            parts.patient().schemas(),
            parts.ids(),
            parts.index(),
            workers)
        .run(tell);
  }

  public void start() {
    background.start();
  }

  public void wake() {
    background.wake();
  }

  @Override
  public void close() {
    background.close();
  }
}
