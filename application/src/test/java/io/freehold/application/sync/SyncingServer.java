package io.freehold.application.sync;

import static io.freehold.application.testing.Cast.OWNER;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.Schemas;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeCipher;
import io.freehold.application.testing.HashedIds;
import io.freehold.application.testing.InMemoryDataFiles;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.storage.MasterKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One of the owner's servers, with everything it keeps in memory. Its processes come and go;
/// `files` stays.
final class SyncingServer {
  static final MasterKey MASTER_KEY = new MasterKey(Cast.OWNER_KEY.sign(MasterKey.SENTENCE));

  static final Workers ONE_BY_ONE =
      new Workers() {
        @Override
        public <T> SyncRound all(List<T> files, Function<T, SyncRound> work) {
          SyncRound round = SyncRound.NOTHING;
          for (T file : files) {
            if (round.brokenOff().isEmpty()) {
              round = round.plus(work.apply(file));
            }
          }
          return round;
        }
      };

  final InMemoryDataFiles files;
  final Schemas schemas;
  final InstantSource clock;
  FileRegistry registry;
  StorageBackend backend;
  List<StorageBackend> olderBackends = List.of();
  FileCipher cipher = new FakeCipher();
  MasterKey masterKey = MASTER_KEY;
  private DownloadNewFiles download;
  private Optional<String> readUpTo = Optional.empty();

  SyncingServer(
      Schemas schemas, FileRegistry registry, StorageBackend backend, InstantSource clock) {
    this.files = new InMemoryDataFiles(clock);
    this.schemas = schemas;
    this.registry = registry;
    this.backend = backend;
    this.clock = clock;
    restart();
  }

  /// What a process knows and does not write down is gone.
  SyncingServer restart() {
    readUpTo = Optional.empty();
    files.useBackend(backend.place());
    download =
        new DownloadNewFiles(
            replica(),
            backends(),
            cipher,
            registry,
            schemas,
            new HashedIds(),
            files,
            retry(),
            ONE_BY_ONE,
            clock);
    return this;
  }

  private Replica replica() {
    return new Replica(OWNER, masterKey);
  }

  private Backends backends() {
    var all = new java.util.ArrayList<StorageBackend>(olderBackends);
    all.addFirst(backend);
    return new Backends(backend, all);
  }

  private Retry retry() {
    return new Retry(clock, new Random(1));
  }

  VersionSummary ingest(Scope scope, String payload) {
    return files.save(
        new DataDraft(
            schemas.find(scope).map(schema -> schema.reference()),
            scope,
            JsonDocument.of(payload),
            clock.instant(),
            Optional.empty()));
  }

  SyncRound upload() {
    return new UploadPendingFiles(
            replica(),
            backends(),
            cipher,
            registry,
            new HashedIds(),
            files,
            retry(),
            ONE_BY_ONE,
            clock,
            100)
        .run();
  }

  SyncRound remove() {
    return new RemoveDeletedFiles(replica(), backends(), registry, files, retry(), clock, 100)
        .run();
  }

  SyncRound download() {
    var downloaded = download.run(readUpTo);
    readUpTo = downloaded.readUpTo();
    return downloaded.round();
  }

  final List<AdoptBlobs.Left> left = new ArrayList<>();

  AdoptBlobs.Adopted adopt() {
    left.clear();
    return new AdoptBlobs(
            replica(), backends(), cipher, registry, schemas, new HashedIds(), files, ONE_BY_ONE)
        .run(left::add);
  }

  SyncFile syncFile() {
    return new SyncFile(
        () -> new SyncSetup.On(replica(), backends()),
        cipher,
        registry,
        schemas,
        new HashedIds(),
        files,
        retry());
  }

  /// One cycle, whatever fails in it.
  void cycle() {
    remove();
    upload();
    download();
  }

  /// `scope version hash` of everything that is here.
  Set<String> holdings() {
    return files
        .scopes(new ScopePrefix(""), List.of(new ScopePattern("*")), new Page(1_000, 0))
        .items()
        .stream()
        .map(ScopeSummary::scope)
        .flatMap(scope ->
            files.versions(scope, new Page(1_000, 0)).items().stream()
                .map(version -> scope + " " + version.collectedAt() + " " + version.sha256()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  CollectedAt only(Scope scope) {
    return files.versions(scope, new Page(10, 0)).items().getFirst().collectedAt();
  }
}
