package io.freehold.adapters.persistence.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.Blobs;
import io.freehold.application.testing.BlobsContract;
import io.freehold.application.testing.Cast;
import io.freehold.domain.blob.BlobUsage;
import io.freehold.domain.blob.IfTaken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobsTest extends BlobsContract {
  @TempDir private Path folder;
  private final List<Home> homes = new ArrayList<>();

  @Override
  protected Blobs blobs(InstantSource clock) {
    return home(clock).adapter().blobs();
  }

  private Home home(InstantSource clock) {
    var home = new Home(folder.resolve("home"), clock);
    homes.add(home);
    return home;
  }

  @AfterEach
  void close() {
    homes.forEach(Home::close);
  }

  private List<String> files(Home home) throws IOException {
    try (Stream<Path> all = Files.walk(home.file("blobs"))) {
      return all.filter(Files::isRegularFile)
          .map(file -> home.file("blobs").relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void putsABlobWhereItsKeySays() throws IOException {
    Home home = home(Cast.CLOCK);

    save(home.adapter().blobs(), path("instagram.profile", "2026-01-21T10:00:00Z"), "a");
    save(home.adapter().blobs(), chainPath(14_800, "spotify.savedTracks", "1"), "b");

    String owner = Cast.OWNER.value();
    assertThat(files(home))
        .containsExactly(
            owner + "/instagram.profile/2026-01-21T10-00-00Z",
            owner + "/spotify.saved!tracks/14800@x-1");
  }

  @Test
  void makesNothingBeforeTheFirstBlob() {
    Home home = home(Cast.CLOCK);

    assertThat(home.adapter().blobs().find(PATH)).isEmpty();
    assertThat(home.adapter().blobs().usage(Cast.OWNER)).isEqualTo(BlobUsage.NONE);
    assertThat(home.adapter().blobs().delete(PATH)).isFalse();

    assertThat(home.file("blobs")).doesNotExist();
  }

  @Test
  void isTheSameAfterARestart() {
    Home home = home(Cast.CLOCK);
    save(home.adapter().blobs(), PATH, "kept");
    save(home.adapter().blobs(), path("a.b", "1"), "12");

    home.restart();

    assertThat(read(home.adapter().blobs(), PATH))
        .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(text("kept")));
    BlobUsage usage = home.adapter().blobs().usage(Cast.OWNER);
    assertThat(usage.totalBytes()).isEqualTo(6);
    assertThat(usage.blobCount()).isEqualTo(2);
    assertThat(usage.lastUpload()).contains(Cast.NOW);
  }

  @Test
  void removesWhatACrashLeftAtTheNextStart() throws IOException {
    Home home = home(Cast.CLOCK);
    save(home.adapter().blobs(), PATH, "kept");
    home.restartAfter(() -> {
      Files.write(home.file("blobs/incoming/7"), text("half a bl"));
      Files.createDirectories(home.file("blobs/incoming/8/a.b"));
      Files.write(home.file("blobs/incoming/8/a.b/x-1"), text("was to be deleted"));
    });

    Blobs blobs = home.adapter().blobs();

    assertThat(home.file("blobs/incoming")).isEmptyDirectory();
    assertThat(blobs.usage(Cast.OWNER).blobCount()).isEqualTo(1);
  }

  @Test
  void isItsOwnersAlone() throws IOException {
    Home home = home(Cast.CLOCK);
    save(home.adapter().blobs(), PATH, "a");
    try (Stream<Path> all = Files.walk(home.file("blobs"))) {
      for (Path path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void leavesNoFolderOfAScopeThatIsEmpty() throws IOException {
    Home home = home(Cast.CLOCK);
    Blobs blobs = home.adapter().blobs();
    save(blobs, PATH, "a");
    save(blobs, path("a.b", "1"), "a");

    blobs.delete(PATH);
    blobs.deleteScope(Cast.OWNER, path("a.b", "1").scope());

    assertThat(home.file("blobs/" + Cast.OWNER)).isEmptyDirectory();
    assertThat(home.file("blobs/incoming")).isEmptyDirectory();
  }

  @Test
  void takesAnUploadAgainWhoseFirstAttemptWasDamaged() throws IOException {
    Home home = home(Cast.CLOCK);
    save(home.adapter().blobs(), PATH, "kept");
    Files.write(home.file("blobs/" + PATH.key()), text("short"));

    assertThat(home.adapter().blobs().save(PATH, blob(text("again")), IfTaken.REPLACE)).isPresent();

    assertThat(read(home.adapter().blobs(), PATH)).isPresent();
  }
}
