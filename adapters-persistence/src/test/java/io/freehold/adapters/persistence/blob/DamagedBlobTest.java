package io.freehold.adapters.persistence.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.Upkeep;
import io.freehold.application.port.Blobs;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Scope;
import io.freehold.domain.blob.BlobName;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.IfTaken;
import io.freehold.domain.blob.IncomingBlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A blob of which one bit is wrong is not handed out.
class DamagedBlobTest {
  private static final BlobPath SMALL = path("1");
  private static final BlobPath LARGE = path("2");

  @TempDir private Path folder;
  private Home home;

  private static BlobPath path(String name) {
    return new BlobPath(Cast.OWNER, OptionalLong.empty(), new Scope("a.b"), new BlobName(name));
  }

  private Blobs opened() {
    home = new Home(folder.resolve("home"), Cast.CLOCK);
    save(SMALL, 100);
    save(LARGE, 300_000);
    return home.adapter().blobs();
  }

  private void save(BlobPath path, int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    home.adapter()
        .blobs()
        .save(
            path,
            new IncomingBlob(new ByteArrayInputStream(bytes), size, _ -> {}),
            IfTaken.REPLACE);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private Path file(BlobPath path) {
    return home.file("blobs/" + Cast.OWNER + "/a.b/x-" + path.name());
  }

  private void flip(BlobPath path, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file(path));
    int index = at < 0 ? bytes.length + at : at;
    bytes[index] ^= 1;
    Files.write(file(path), bytes);
  }

  private static void assertDamaged(Blobs blobs, BlobPath path) {
    assertThatThrownBy(() -> blobs.open(path))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.DamagedBlob()));
  }

  @Test
  void isRefusedWhereverTheBitIs() throws IOException {
    Blobs blobs = opened();
    for (BlobPath path : new BlobPath[] {SMALL, LARGE}) {
      for (int at : new int[] {0, 50, -49, -48, -32, -1}) {
        flip(path, at);
        assertDamaged(blobs, path);
        flip(path, at);
        assertThat(blobs.open(path)).isPresent();
      }
    }
    assertThat(blobs.usage(Cast.OWNER).bandwidthBytes()).isEqualTo(6 * (100 + 300_000));
  }

  @Test
  void isRefusedWhenItIsShorterOrLonger() throws IOException {
    Blobs blobs = opened();
    for (BlobPath path : new BlobPath[] {SMALL, LARGE}) {
      byte[] whole = Files.readAllBytes(file(path));
      for (int length : new int[] {0, 1, 47, 48, whole.length - 1, whole.length + 1}) {
        Files.write(file(path), Arrays.copyOf(whole, length));
        assertDamaged(blobs, path);
      }
    }
  }

  @Test
  void isFoundByFsckAndPutAsideByRepair() throws IOException {
    opened();
    flip(LARGE, 1_000);
    Path rotten = home.folder().relativize(file(LARGE));
    home.close();

    assertThat(new Upkeep(home.folder()).defects()).containsExactly("rotten-blob " + rotten);
    new Upkeep(home.folder()).repair();

    assertThat(new Upkeep(home.folder()).defects()).isEmpty();
    home = new Home(folder.resolve("home"), Cast.CLOCK);
    assertThat(home.adapter().blobs().find(LARGE)).isEmpty();
    assertThat(home.adapter().blobs().open(SMALL)).isPresent();
  }
}
