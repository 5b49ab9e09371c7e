package io.freehold.adapters.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.SampleBlob;
import io.freehold.application.testing.StorageBackendContract;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStorageTest extends StorageBackendContract {
  @TempDir private Path mount;

  private final HandSetClock clock = new HandSetClock(Instant.now());
  private Path folder;
  private StorageBackend backend;

  @BeforeEach
  void setUpTheFolder() throws IOException {
    folder = Files.createDirectory(mount.resolve("disk-2"));
    Files.writeString(folder.resolve(".freehold-storage"), "disk-2\n");
    backend = at(folder, Map.of());
  }

  private StorageBackend at(Path folder, Map<String, String> more) {
    var config = new java.util.HashMap<>(Map.of("local.folder", folder.toString()));
    config.putAll(more);
    return LocalStorage.of(
        new BackendSettings("local", config, false), () -> Optional.of(Cast.OWNER), clock);
  }

  private StorageBackend on(BlobFiles files) {
    return new LocalStorage(folder, "disk-2", files, () -> Optional.of(Cast.OWNER), clock);
  }

  @Override
  protected StorageBackend backend() {
    return backend;
  }

  @Override
  protected String addressOf(BlobKey key) {
    return "local://disk-2/" + key.text();
  }

  @Override
  protected String elsewhere(String address) {
    return address.replace("disk-2", "disk-3");
  }

  private static BlobKey key() {
    return key(Cast.PROFILE);
  }

  private Stream<Path> everything() throws IOException {
    return Files.walk(folder);
  }

  private static Reason reasonOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    return catchThrowableOfType(StorageException.class, act).failure().reason();
  }

  @Test
  void keepsBlobsFromOtherUsers() throws IOException {
    backend.upload(key(), SampleBlob.small(1));

    for (Path path : everything().skip(1).toList()) {
      if (!path.endsWith(".freehold-storage")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as("%s", path)
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void leavesNothingHalfWritten() throws IOException {
    backend.upload(key(), SampleBlob.small(1));
    catchThrowableOfType(StorageException.class, () -> backend.upload(key(), SampleBlob.small(2)));

    assertThat(everything().filter(Files::isRegularFile)).hasSize(2);
  }

  @Test
  void neverMakesTheFolderOfADiskThatIsNotMounted() throws IOException {
    BlobUrl url = backend.upload(key(), SampleBlob.small(1));
    Path unmounted = mount.resolve("elsewhere");
    Files.move(folder, unmounted);

    for (int round = 0; round < 2; round++) {
      assertThat(reasonOf(() -> backend.upload(key(Cast.LIKES), SampleBlob.small(2))))
          .isEqualTo(Reason.UNAVAILABLE);
      assertThat(reasonOf(() -> backend.download(url))).isEqualTo(Reason.UNAVAILABLE);
      assertThat(reasonOf(() -> backend.exists(url))).isEqualTo(Reason.UNAVAILABLE);
      assertThat(reasonOf(() -> backend.delete(url))).isEqualTo(Reason.UNAVAILABLE);
      assertThat(reasonOf(() -> backend.deleteScope(Cast.OWNER, Cast.PROFILE)))
          .isEqualTo(Reason.UNAVAILABLE);
      assertThat(reasonOf(() -> backend.deleteAll(Cast.OWNER))).isEqualTo(Reason.UNAVAILABLE);
      if (round == 0) {
        assertThat(folder).doesNotExist();
        Files.createDirectory(folder);
      } else {
        assertThat(folder).as("an empty mount point").isEmptyDirectory();
      }
    }
    Files.delete(folder);
    Files.move(unmounted, folder);
    assertThat(backend.exists(url)).isTrue();
  }

  @Test
  void noticesThatAnotherDiskIsMounted() throws IOException {
    Files.writeString(folder.resolve(".freehold-storage"), "holiday-photos");

    assertThat(reasonOf(() -> backend.upload(key(), SampleBlob.small(1))))
        .isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void saysHowToSetAFolderUp() throws IOException {
    Files.delete(folder.resolve(".freehold-storage"));

    assertThat(
            catchThrowableOfType(
                    StorageException.class, () -> backend.upload(key(), SampleBlob.small(1)))
                .failure()
                .message())
        .contains("echo disk-2 > '" + folder.resolve(".freehold-storage") + "'");
  }

  @Test
  void keepsItsAddressesWhereverTheDiskIsMounted() throws IOException {
    BlobUrl url = backend.upload(key(), SampleBlob.small(1));
    Path moved = Files.move(folder, mount.resolve("mnt7"));

    StorageBackend again = at(moved, Map.of("local.name", "disk-2"));

    assertThat(again.place()).isEqualTo(backend.place());
    assertThat(again.exists(url)).isTrue();
  }

  @Test
  void givesOneOfManyAtOnceTheKey() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tries = new ArrayList<Callable<Boolean>>();
      IntStream.range(0, 20)
          .forEach(i ->
              tries.add(() -> {
                try {
                  backend.upload(key(), SampleBlob.small(i));
                  return true;
                } catch (StorageException e) {
                  assertThat(e.failure().reason()).isEqualTo(Reason.TAKEN);
                  return false;
                }
              }));
      var results = threads.invokeAll(tries);

      assertThat(results.stream().filter(result -> result.resultNow())).hasSize(1);
    }
    String kept = SampleBlob.sha256(backend.download(backend.urlOf(key()).orElseThrow()));
    assertThat(IntStream.range(0, 20).mapToObj(i -> SampleBlob.small(i).sha256())).contains(kept);
  }

  /// A disk that fails while a blob is written, with the words of the system.
  @ParameterizedTest
  @CsvSource({
    "No space left on device, OUT_OF_QUOTA",
    "Disk quota exceeded, OUT_OF_QUOTA",
    "Read-only file system, NOT_ALLOWED",
    "Permission denied, NOT_ALLOWED",
    "Input/output error, UNAVAILABLE"
  })
  void tellsTheWaysADiskFailsApart(String said, Reason reason) throws IOException {
    StorageBackend failing =
        on(
            new BlobFiles(file ->
                new BlobFiles.SyncedOutput(new FileOutputStream(file.toFile())) {
                  @Override
                  public void write(byte[] bytes, int offset, int length) throws IOException {
                    super.write(bytes, offset, length / 2);
                    throw new IOException(said);
                  }
                }));

    assertThat(reasonOf(() -> failing.upload(key(), SampleBlob.small(1)))).isEqualTo(reason);

    assertThat(everything().filter(Files::isRegularFile)).hasSize(1);
    assertThat(backend.exists(backend.urlOf(key()).orElseThrow())).isFalse();
  }

  @Test
  void acknowledgesNothingThatIsNotSynced() {
    StorageBackend failing =
        on(
            new BlobFiles(file ->
                new BlobFiles.SyncedOutput(new FileOutputStream(file.toFile())) {
                  @Override
                  void sync() throws IOException {
                    throw new IOException("Input/output error");
                  }
                }));

    assertThat(reasonOf(() -> failing.upload(key(), SampleBlob.small(1))))
        .isEqualTo(Reason.UNAVAILABLE);
    assertThat(backend.exists(backend.urlOf(key()).orElseThrow())).isFalse();
  }

  /// As exFAT does, in the words of whichever language the system speaks.
  @ParameterizedTest
  @ValueSource(strings = {"Operation not permitted", "Die Operation ist nicht erlaubt", ""})
  void movesWhatCannotBeLinkedAndOverwritesNothing(String said) throws IOException {
    StorageBackend withoutLinks =
        on(
            new BlobFiles(
                file -> new BlobFiles.SyncedOutput(new FileOutputStream(file.toFile())),
                (file, name) -> {
                  throw new FileSystemException(name.toString(), file.toString(), said);
                }));

    BlobUrl url = withoutLinks.upload(key(), SampleBlob.small(1));

    assertThat(reasonOf(() -> withoutLinks.upload(key(), SampleBlob.small(2))))
        .isEqualTo(Reason.TAKEN);
    assertThat(SampleBlob.sha256(withoutLinks.download(url)))
        .isEqualTo(SampleBlob.small(1).sha256());
    assertThat(folder.resolve(".incoming")).isEmptyDirectory();
  }

  @Test
  void writesNothingElseThanWhatItWasGiven() throws IOException {
    Spooled honest = SampleBlob.small(1);
    Spooled changed =
        new Spooled() {
          @Override
          public long sizeBytes() {
            return honest.sizeBytes();
          }

          @Override
          public String sha256() {
            return honest.sha256();
          }

          @Override
          public java.io.InputStream open() {
            return SampleBlob.small(2).open();
          }

          @Override
          public void close() {}
        };

    catchThrowableOfType(RuntimeException.class, () -> backend.upload(key(), changed));

    assertThat(backend.exists(backend.urlOf(key()).orElseThrow())).isFalse();
    assertThat(everything().filter(Files::isRegularFile)).hasSize(1);
  }

  @Test
  void followsNoLinkThatLeadsElsewhere() throws IOException {
    Path outside = Files.createDirectory(mount.resolve("outside"));
    Path secret = Files.writeString(outside.resolve("2026-01-21T10-00-00Z"), "not ours");
    Path owner = Files.createDirectory(folder.resolve(Cast.OWNER.value()));
    Files.createSymbolicLink(owner.resolve("instagram.profile"), outside);
    Files.createDirectory(owner.resolve("instagram.likes"));
    Files.createSymbolicLink(
        owner.resolve("instagram.likes").resolve(secret.getFileName()), secret);
    BlobUrl linked = backend.urlOf(key(Cast.LIKES)).orElseThrow();

    assertThat(backend.exists(linked)).isFalse();
    assertThat(reasonOf(() -> backend.download(linked))).isEqualTo(Reason.NOT_FOUND);
    assertThat(backend.deleteAll(Cast.OWNER)).hasValue(0);
    assertThat(secret).hasContent("not ours");
  }

  @Test
  void removesWhatACrashLeftBehindAfterADay() throws IOException {
    Path incoming = Files.createDirectory(folder.resolve(".incoming"));
    Path left = Files.writeString(incoming.resolve("1-2-3"), "half a blob");

    backend.upload(key(), SampleBlob.small(1));
    assertThat(left).as("it may be somebody's who is writing").exists();

    clock.advance(Duration.ofDays(2));
    backend.upload(key(Cast.LIKES), SampleBlob.small(2));
    assertThat(left).doesNotExist();
  }

  @Test
  void namesFoldersForDisksThatDoNotTellCasesApart() {
    var tree = new BlobTree(Path.of("/mnt"));
    var names =
        Stream.of("spotify.savedTracks", "spotify.savedtracks", "spotify.sAvedtracks")
            .map(scope ->
                tree.folderOf(Cast.OWNER, new io.freehold.domain.Scope(scope))
                    .getFileName()
                    .toString())
            .collect(Collectors.toSet());

    assertThat(names)
        .hasSize(3)
        .allMatch(name -> name.equals(name.toLowerCase(java.util.Locale.ROOT)));
  }

  @Test
  void listsMoreThanAPageAndPassesOverWhatIsNotItsOwn() throws IOException {
    Path scope = Files.createDirectories(folder.resolve(Cast.OWNER.value()).resolve("a.b"));
    Instant first = Instant.parse("2026-01-21T10:00:00Z");
    for (int i = 0; i < 1_005; i++) {
      String name = first.plusSeconds(i).toString().replace(':', '-');
      Files.createFile(scope.resolve(name));
    }
    Files.createFile(scope.resolve("notes.txt"));
    Files.createSymbolicLink(scope.resolve("2027-01-21T10-00-00Z"), folder);
    Files.createDirectories(scope.resolveSibling("no scope"));

    var page = backend.list(Cast.OWNER, Optional.empty()).orElseThrow();
    var rest = backend.list(Cast.OWNER, page.next()).orElseThrow();

    assertThat(page.blobs()).hasSize(1_000);
    assertThat(rest.blobs()).hasSize(5);
    assertThat(rest.next()).isEmpty();
    assertThat(rest.blobs().getLast().url().value()).endsWith("/a.b/2026-01-21T10-16-44Z");
  }
}
