package io.freehold.adapters.persistence.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.FailingDisk;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.adapters.persistence.files.PowerCutDisk;
import io.freehold.adapters.persistence.files.PowerCutDisk.PowerCut;
import io.freehold.adapters.persistence.files.Reserve;
import io.freehold.adapters.persistence.files.Space;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.application.port.Blobs;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Scope;
import io.freehold.domain.blob.BlobName;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.IfTaken;
import io.freehold.domain.blob.IncomingBlob;
import io.freehold.domain.blob.OpenBlob;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever act of the disk fails, and whenever the power is cut: what was acknowledged is as it
/// was acknowledged, what was not is done or not done, and no blob is a part of itself (R2, R3).
class BlobFaultsTest {
  private static final boolean IS_LONG = Boolean.getBoolean("freehold.long");
  private static final int ROUNDS = Integer.getInteger("freehold.rounds", IS_LONG ? 10_000 : 300);
  private static final long SEED = Long.getLong("freehold.seed", 20_260_302);
  private static final int STEPS_MAX = 14;
  private static final int ACTS_MAX = 12;
  private static final List<BlobPath> PATHS =
      List.of(path("a.b", "1"), path("a.b", "2"), path("a.b.c", "1"), path("con.aux", "T"));

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private static BlobPath path(String scope, String name) {
    return new BlobPath(Cast.OWNER, OptionalLong.empty(), new Scope(scope), new BlobName(name));
  }

  private static Blobs blobs(Path home, Disk disk) {
    var space = new Space(home, 0);
    return new LocalBlobs(
        home, disk, new WriteGate(space, new Reserve(home, disk, space)), 4_096, Cast.CLOCK);
  }

  private Path privateFolder(String name) throws IOException {
    Path made = folder.resolve(name);
    LocalDisk.createPrivateFolder(made);
    return made;
  }

  /// What is there, as somebody was told, and what may be there instead.
  private static final class Told {
    private final Map<BlobPath, Integer> kept = new HashMap<>();
    private Map<BlobPath, Integer> orElse = Map.of();
    private final List<String> story = new ArrayList<>();

    void begins(String act, Map<BlobPath, Integer> after) {
      story.add(act);
      orElse = after;
    }

    void isDone() {
      kept.clear();
      kept.putAll(orElse);
    }

    Map<BlobPath, Integer> with(BlobPath path, int content) {
      var after = new HashMap<>(kept);
      after.put(path, content);
      return after;
    }

    Map<BlobPath, Integer> without(Scope scope) {
      var after = new HashMap<>(kept);
      after.keySet().removeIf(path -> path.scope().equals(scope));
      return after;
    }

    Map<BlobPath, Integer> without(BlobPath path) {
      var after = new HashMap<>(kept);
      after.remove(path);
      return after;
    }
  }

  private static byte[] content(int number) {
    byte[] bytes = new byte[number % 3 == 0 ? 20_000 + number : 10 + number % 100];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  private static void step(Blobs blobs, Told told, Random random, int number) {
    BlobPath path = PATHS.get(random.nextInt(PATHS.size()));
    switch (random.nextInt(8)) {
      case 0, 1, 2, 3, 4 -> {
        told.begins("save " + path, told.with(path, number));
        byte[] bytes = content(number);
        var _ =
            blobs.save(
                path,
                new IncomingBlob(new ByteArrayInputStream(bytes), bytes.length, _ -> {}),
                IfTaken.REPLACE);
      }
      case 5 -> {
        told.begins("delete " + path, told.without(path));
        blobs.delete(path);
      }
      case 6 -> {
        told.begins("delete scope " + path.scope(), told.without(path.scope()));
        blobs.deleteScope(Cast.OWNER, path.scope());
      }
      default -> {
        told.begins("delete all", Map.of());
        blobs.deleteAll(Cast.OWNER);
      }
    }
    told.isDone();
  }

  /// What a store that was opened again holds.
  private static Map<BlobPath, Integer> held(Blobs blobs, int contents) {
    var held = new HashMap<BlobPath, Integer>();
    for (BlobPath path : PATHS) {
      Optional<byte[]> bytes = blobs.open(path).map(BlobFaultsTest::bytes);
      bytes.ifPresent(found -> held.put(path, numberOf(found, contents)));
    }
    assertThat(blobs.usage(Cast.OWNER).blobCount()).isEqualTo(held.size());
    return held;
  }

  private static int numberOf(byte[] bytes, int contents) {
    for (int number = 0; number < contents; number++) {
      if (java.util.Arrays.equals(bytes, content(number))) {
        return number;
      }
    }
    throw new AssertionError("a blob that nobody stored, of " + bytes.length + " bytes");
  }

  private static byte[] bytes(OpenBlob blob) {
    return switch (blob.bytes()) {
      case OpenBlob.Held(byte[] held) -> held;
      case OpenBlob.Open(FileInputStream file) -> {
        try (file) {
          file.getChannel().position(0);
          yield file.readNBytes((int) blob.summary().sizeBytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Test
  void losesNothingWhenThePowerIsCut() throws IOException {
    System.out.printf(
        "R2 blobs: %d rounds, seed %d (-Dfreehold.seed=..., -Dfreehold.rounds=...)%n",
        ROUNDS, SEED);
    int inTheMiddle = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var random = new Random(SEED + round);
      Path live = privateFolder("live");
      Path image = privateFolder("image");
      var disk = new PowerCutDisk(live, random);
      var told = new Told();
      int steps = 1 + random.nextInt(STEPS_MAX);
      try {
        Blobs blobs = blobs(live, disk);
        for (int step = 1; step <= steps; step++) {
          if (step == steps) {
            disk.cutAfter(random.nextInt(ACTS_MAX), image);
          }
          step(blobs, told, random, step);
        }
        disk.cutNow();
      } catch (PowerCut e) {
        inTheMiddle++;
      }
      Blobs afterwards = blobs(image, LocalDisk.at(image));
      assertThat(held(afterwards, steps + 1))
          .as("round %d, -Dfreehold.seed=%d: %s", round, SEED + round, told.story)
          .isIn(told.kept, told.orElse);
      if (Files.exists(image.resolve("blobs/incoming"))) {
        assertThat(image.resolve("blobs/incoming")).isEmptyDirectory();
      }
      remove(live);
      remove(image);
    }
    System.out.printf(
        "R2 blobs: %d cuts (%d within an act), 0 lost, 0 wrong%n", ROUNDS, inTheMiddle);
    assertThat(inTheMiddle).isGreaterThan(ROUNDS / 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Input/output error", "No space left on device"})
  void losesNothingWhicheverActFails(String message) throws IOException {
    boolean hasFailed = true;
    int act = 0;
    while (hasFailed) {
      act++;
      Path home = privateFolder("home-" + act);
      var disk = new FailingDisk(home);
      Blobs blobs = blobs(home, disk);
      var told = new Told();
      var inDoubt = new ArrayList<Map<BlobPath, Integer>>();
      disk.failAt(act, () -> new IOException(message));
      var random = new Random(SEED);
      for (int number = 0; number < 25; number++) {
        try {
          step(blobs, told, random, number);
        } catch (ProblemException e) {
          assertThat(e.problem())
              .isInstanceOfAny(Problem.DiskFull.class, Problem.ServiceUnavailable.class);
          inDoubt.add(told.orElse);
          break;
        }
      }
      hasFailed = disk.hasFailed();
      inDoubt.add(told.kept);
      assertThat(held(blobs(home, LocalDisk.at(home)), 25))
          .as("act %d: %s", act, told.story)
          .isIn(inDoubt);
    }
    System.out.printf(
        "R3 blobs: %d acts of the disk failed once with \"%s\", 0 lost, 0 wrong%n",
        act - 1, message);
    assertThat(act).isGreaterThan(50);
  }

  @Test
  void promisesNothingMoreOnceASyncFailed() throws IOException {
    Path home = privateFolder("home");
    var disk = new FailingDisk(home);
    Blobs blobs = blobs(home, disk);
    save(blobs, PATHS.get(0));
    disk.failNextSync();

    assertUnavailable(() -> save(blobs, PATHS.get(1)));
    assertUnavailable(() -> save(blobs, PATHS.get(2)));
    assertUnavailable(() -> blobs.delete(PATHS.get(0)));
    assertThat(blobs.open(PATHS.get(0))).isPresent();
  }

  private static boolean save(Blobs blobs, BlobPath path) {
    return blobs
        .save(
            path,
            new IncomingBlob(new ByteArrayInputStream(new byte[9]), 9, _ -> {}),
            IfTaken.LEAVE)
        .isPresent();
  }

  private static void assertUnavailable(Supplier<?> act) {
    assertThatThrownBy(act::get)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.ServiceUnavailable.class));
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
