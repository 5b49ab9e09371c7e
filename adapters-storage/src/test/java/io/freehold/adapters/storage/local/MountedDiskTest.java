package io.freehold.adapters.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleBlob;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk of its own that is really mounted, of one megabyte. Mounting wants rights that not every
/// machine gives.
class MountedDiskTest {
  @TempDir private Path folder;

  private Path mount;
  private StorageBackend backend;

  @BeforeEach
  void mount() throws IOException {
    mount = Files.createDirectory(folder.resolve("disk-2"));
    if (!succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.toString())) {
      String sentence =
          "NOT TRIED on this machine: a disk of its own, which cannot be mounted here";
      System.out.println(sentence);
      abort(sentence);
    }
    Files.writeString(mount.resolve(".freehold-storage"), "disk-2");
    backend =
        LocalStorage.of(
            new BackendSettings("local", Map.of("local.folder", mount.toString()), false),
            () -> Optional.of(Cast.OWNER),
            InstantSource.system());
  }

  @AfterEach
  void unmount() {
    succeeds("umount", mount.toString());
  }

  private static boolean succeeds(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static BlobKey key(int number) {
    return new BlobKey(Cast.OWNER, Cast.PROFILE, CollectedAt.ofMillis(1_000L * number));
  }

  private Reason refusalOfAnUpload(int number) {
    return catchThrowableOfType(
            StorageException.class,
            () -> backend.upload(key(number), new SampleBlob(300_000, number)))
        .failure()
        .reason();
  }

  @Test
  void isFullAndLosesNothingByThat() throws IOException {
    var kept = new ArrayList<BlobUrl>();
    for (int i = 0; i < 3; i++) {
      kept.add(backend.upload(key(i), new SampleBlob(300_000, i)));
    }

    assertThat(refusalOfAnUpload(3)).isEqualTo(Reason.OUT_OF_QUOTA);

    assertThat(Files.list(mount.resolve(".incoming"))).isEmpty();
    assertThat(backend.exists(backend.urlOf(key(3)).orElseThrow())).isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(SampleBlob.sha256(backend.download(kept.get(i))))
          .isEqualTo(new SampleBlob(300_000, i).sha256());
    }
    assertThat(backend.delete(kept.getFirst())).isTrue();
    backend.upload(key(3), new SampleBlob(300_000, 3));
  }

  @Test
  void isMissedWhenItIsTakenAway() {
    BlobUrl url = backend.upload(key(0), new SampleBlob(1_000, 0));
    assertThat(succeeds("umount", mount.toString())).isTrue();

    assertThat(refusalOfAnUpload(1)).isEqualTo(Reason.UNAVAILABLE);
    assertThat(
            catchThrowableOfType(StorageException.class, () -> backend.exists(url))
                .failure()
                .reason())
        .isEqualTo(Reason.UNAVAILABLE);
    assertThat(mount).isEmptyDirectory();
  }

  @Test
  void isReadWhenItCannotBeWritten() {
    BlobUrl url = backend.upload(key(0), new SampleBlob(1_000, 0));
    assertThat(succeeds("mount", "-o", "remount,ro", mount.toString())).isTrue();

    assertThat(refusalOfAnUpload(1)).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(backend.exists(url)).isTrue();
    assertThat(SampleBlob.sha256(backend.download(url)))
        .isEqualTo(new SampleBlob(1_000, 0).sha256());
  }
}
