package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.port.Blobs;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Scope;
import io.freehold.domain.blob.BlobName;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.BlobUsage;
import io.freehold.domain.blob.IfTaken;
import io.freehold.domain.blob.IncomingBlob;
import io.freehold.domain.blob.OpenBlob;
import io.freehold.domain.blob.RemovedBlobs;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What every `Blobs` does.
public abstract class BlobsContract {
  protected static final BlobPath PATH = path("instagram.profile", "2026-01-21T10-00-00Z");

  private final HandSetClock clock = new HandSetClock(NOW);

  /// A store that holds nothing.
  protected abstract Blobs blobs(InstantSource clock);

  private Blobs blobs() {
    return blobs(clock);
  }

  protected static BlobPath path(String scope, String name) {
    return path(OWNER, scope, name);
  }

  protected static BlobPath path(Address owner, String scope, String name) {
    return new BlobPath(owner, OptionalLong.empty(), new Scope(scope), new BlobName(name));
  }

  protected static BlobPath chainPath(long chain, String scope, String name) {
    return new BlobPath(OWNER, OptionalLong.of(chain), new Scope(scope), new BlobName(name));
  }

  protected static IncomingBlob blob(byte[] bytes) {
    return blob(bytes, _ -> {});
  }

  protected static IncomingBlob blob(byte[] bytes, Consumer<String> mustHaveHash) {
    return new IncomingBlob(new ByteArrayInputStream(bytes), bytes.length, mustHaveHash);
  }

  protected static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  protected static String sha256(byte[] bytes) {
    return Hash.hex(bytes);
  }

  protected static void save(Blobs blobs, BlobPath path, String text) {
    assertThat(blobs.save(path, blob(text(text)), IfTaken.REPLACE)).isPresent();
  }

  /// The bytes of a blob; empty when there is none.
  protected static Optional<byte[]> read(Blobs blobs, BlobPath path) {
    return blobs.open(path).map(BlobsContract::bytes);
  }

  private static byte[] bytes(OpenBlob blob) {
    byte[] bytes =
        switch (blob.bytes()) {
          case OpenBlob.Held(byte[] held) -> held;
          case OpenBlob.Open(FileInputStream file) -> fromTheStart(file, blob.summary());
        };
    assertThat(bytes.length).isEqualTo(blob.summary().sizeBytes());
    return bytes;
  }

  private static byte[] fromTheStart(FileInputStream file, BlobSummary summary) {
    try (file) {
      file.getChannel().position(0);
      return file.readNBytes((int) summary.sizeBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> readText(Blobs blobs, BlobPath path) {
    return read(blobs, path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void keepsABlobByteForByte() {
    Blobs blobs = blobs();
    byte[] bytes = new byte[700_001];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 251);
    }

    Optional<BlobSummary> saved = blobs.save(PATH, blob(bytes), IfTaken.REPLACE);

    assertThat(saved).contains(new BlobSummary(bytes.length, sha256(bytes), NOW));
    assertThat(blobs.find(PATH)).isEqualTo(saved);
    assertThat(blobs.open(PATH).map(OpenBlob::summary)).isEqualTo(saved);
    assertThat(read(blobs, PATH).orElseThrow()).isEqualTo(bytes);
  }

  @Test
  void keepsSmallBlobsAndAnEmptyOne() {
    Blobs blobs = blobs();
    for (int size : new int[] {0, 1, 47, 48, 49, 65_535, 65_536, 65_537, 262_144, 262_145}) {
      byte[] bytes = new byte[size];
      Arrays.fill(bytes, (byte) size);
      assertThat(blobs.save(PATH, blob(bytes), IfTaken.REPLACE)).isPresent();
      assertThat(read(blobs, PATH)).hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    }
  }

  @Test
  void findsNothingWhereNothingIs() {
    Blobs blobs = blobs();

    assertThat(blobs.find(PATH)).isEmpty();
    assertThat(blobs.open(PATH)).isEmpty();
    assertThat(blobs.delete(PATH)).isFalse();
    assertThat(blobs.deleteScope(OWNER, PATH.scope())).isEqualTo(RemovedBlobs.NONE);
    assertThat(blobs.deleteAll(OWNER)).isEqualTo(RemovedBlobs.NONE);
    assertThat(blobs.usage(OWNER)).isEqualTo(BlobUsage.NONE);
  }

  @Test
  void putsANewBlobInThePlaceOfAnOldOne() {
    Blobs blobs = blobs();
    save(blobs, PATH, "old, and longer");
    clock.advance(Duration.ofSeconds(5));
    save(blobs, PATH, "new");

    assertThat(readText(blobs, PATH)).contains("new");
    assertThat(blobs.find(PATH))
        .contains(new BlobSummary(3, sha256(text("new")), NOW.plusSeconds(5)));
    assertThat(blobs.usage(OWNER).blobCount()).isEqualTo(1);
    assertThat(blobs.usage(OWNER).totalBytes()).isEqualTo(3);
  }

  @Test
  void leavesWhatIsThereWhereItIsTold() {
    Blobs blobs = blobs();

    assertThat(blobs.save(PATH, blob(text("first")), IfTaken.LEAVE)).isPresent();
    assertThat(blobs.save(PATH, blob(text("second")), IfTaken.LEAVE)).isEmpty();

    assertThat(readText(blobs, PATH)).contains("first");
    assertThat(blobs.usage(OWNER).blobCount()).isEqualTo(1);
  }

  @Test
  void keepsNothingOfABlobWhoseHashIsRefused() {
    Blobs blobs = blobs();
    var told = new ArrayList<String>();
    save(blobs, PATH, "before");

    for (IfTaken ifTaken : IfTaken.values()) {
      BlobPath path = ifTaken == IfTaken.LEAVE ? path("instagram.profile", "other") : PATH;
      assertThatThrownBy(() ->
              blobs.save(
                  path,
                  blob(
                      text("after"),
                      hash -> {
                        told.add(hash);
                        throw new Problem.DiskFull().asException();
                      }),
                  ifTaken))
          .isInstanceOf(ProblemException.class);
    }

    assertThat(told).containsOnly(sha256(text("after")));
    assertThat(readText(blobs, PATH)).contains("before");
    assertThat(blobs.usage(OWNER).blobCount()).isEqualTo(1);
  }

  @Test
  void keepsNothingOfABlobThatBreaksOff() {
    Blobs blobs = blobs();
    var short1 = new IncomingBlob(new ByteArrayInputStream(new byte[9]), 10, _ -> {});
    var broken =
        new IncomingBlob(
            new InputStream() {
              @Override
              public int read() {
                throw new Problem.OwnerUnknown().asException();
              }
            },
            10,
            _ -> {});

    assertThatThrownBy(() -> blobs.save(PATH, short1, IfTaken.REPLACE))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> blobs.save(PATH, broken, IfTaken.REPLACE))
        .isInstanceOf(ProblemException.class);

    assertThat(blobs.find(PATH)).isEmpty();
    assertThat(blobs.usage(OWNER).blobCount()).isZero();
  }

  @Test
  void deletesOneBlob() {
    Blobs blobs = blobs();
    BlobPath other = path("instagram.profile", "2026-01-21T10-00-01Z");
    save(blobs, PATH, "a");
    save(blobs, other, "b");

    assertThat(blobs.delete(PATH)).isTrue();
    assertThat(blobs.delete(PATH)).isFalse();

    assertThat(blobs.find(PATH)).isEmpty();
    assertThat(readText(blobs, other)).contains("b");
    save(blobs, PATH, "again");
    assertThat(readText(blobs, PATH)).contains("again");
  }

  @Test
  void deletesAScopeAndNothingElse() {
    Blobs blobs = blobs();
    var kept =
        List.of(
            path("a.b.c", "1"),
            path("a.bb", "1"),
            path("a.b_", "1"),
            path("aa.b", "1"),
            path("a.bB", "1"),
            path(STRANGER, "a.b", "1"));
    kept.forEach(path -> save(blobs, path, path.key()));
    save(blobs, path("a.b", "1"), "12");
    save(blobs, path("a.b", "2026-01-21T10:00:00Z"), "345");
    save(blobs, chainPath(14_800, "a.b", "1"), "6789");

    assertThat(blobs.deleteScope(OWNER, new Scope("a.b"))).isEqualTo(new RemovedBlobs(3, 9));

    assertThat(blobs.find(path("a.b", "1"))).isEmpty();
    assertThat(blobs.find(chainPath(14_800, "a.b", "1"))).isEmpty();
    kept.forEach(path -> assertThat(readText(blobs, path)).contains(path.key()));
    assertThat(blobs.deleteScope(OWNER, new Scope("a.b"))).isEqualTo(RemovedBlobs.NONE);
    save(blobs, path("a.b", "1"), "again");
    assertThat(readText(blobs, path("a.b", "1"))).contains("again");
  }

  @Test
  void deletesAllOfAnOwnerAndNothingElse() {
    Blobs blobs = blobs();
    save(blobs, path("a.b", "1"), "12");
    save(blobs, path("c.d", "1"), "345");
    save(blobs, path(STRANGER, "a.b", "1"), "theirs");

    assertThat(blobs.deleteAll(OWNER)).isEqualTo(new RemovedBlobs(2, 5));

    assertThat(blobs.find(path("a.b", "1"))).isEmpty();
    assertThat(blobs.usage(OWNER).blobCount()).isZero();
    assertThat(readText(blobs, path(STRANGER, "a.b", "1"))).contains("theirs");
    save(blobs, path("a.b", "1"), "again");
    assertThat(blobs.usage(OWNER).blobCount()).isEqualTo(1);
  }

  @Test
  void tellsKeysApartThatLookAlike() {
    Blobs blobs = blobs();
    var paths =
        List.of(
            path("a.b", "x"),
            path("a.b", "X"),
            path("a.b", "x-x"),
            path("a.b", "1"),
            chainPath(1, "a.b", "1"),
            chainPath(11, "a.b", "1"),
            path("a.b", "1.json"),
            path("a.b", "2026-01-21t10-00-00z"),
            path("a.b", "2026-01-21T10-00-00Z"),
            path("a.b", "2026-01-21T10-00-00.000Z"),
            path("a.b", "a:b"),
            path("a.b", "a-b"),
            path("a.b", "_"),
            path("a.b", "-"),
            path("a.b", "con"),
            path("con.b", "nul"),
            path("a.b", "n".repeat(200)),
            path("a.b", "N".repeat(200)),
            path("a.b", "h-" + "0".repeat(64)),
            path("a.bC", "1"),
            path("a.bc", "1"),
            path("a.b" + "C".repeat(125), "Z".repeat(200)));

    paths.forEach(path -> save(blobs, path, path.toString()));

    paths.forEach(path -> assertThat(readText(blobs, path)).contains(path.toString()));
    assertThat(blobs.usage(OWNER).blobCount()).isEqualTo(paths.size());
  }

  @Test
  void countsWhatIsThereAndWhatIsHandedOut() {
    Blobs blobs = blobs();
    save(blobs, path("a.b", "1"), "123");
    clock.advance(Duration.ofMinutes(1));
    save(blobs, path("c.d", "1"), "45");
    save(blobs, path(STRANGER, "a.b", "1"), "theirs");
    readText(blobs, path("a.b", "1"));
    readText(blobs, path("a.b", "1"));
    blobs.find(path("a.b", "1"));

    assertThat(blobs.usage(OWNER))
        .isEqualTo(new BlobUsage(5, 2, Optional.of(NOW.plusSeconds(60)), 6));

    blobs.delete(path("a.b", "1"));
    save(blobs, path("c.d", "1"), "6");
    assertThat(blobs.usage(OWNER).totalBytes()).isEqualTo(1);
    assertThat(blobs.usage(OWNER).blobCount()).isEqualTo(1);
  }

  @Test
  void letsOneOfManyBeTheFirst() throws Exception {
    Blobs blobs = blobs();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        byte[] bytes = text("attempt " + i);
        attempts.add(() -> blobs.save(PATH, blob(bytes), IfTaken.LEAVE).isPresent());
      }
      int first = 0;
      for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
        first += attempt.get() ? 1 : 0;
      }
      assertThat(first).isEqualTo(1);
      assertThat(blobs.usage(OWNER).blobCount()).isEqualTo(1);
    }
  }

  /// A reader sees one blob or the other, whole, whatever is going on.
  @Test
  void neverShowsAMixOfTwo() throws Exception {
    Blobs blobs = blobs();
    byte[] light = new byte[300_000];
    byte[] dark = new byte[299_000];
    Arrays.fill(dark, (byte) 1);
    blobs.save(PATH, blob(light), IfTaken.REPLACE);
    var isOver = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writing =
          threads.submit(() -> {
            for (int i = 0; i < 60; i++) {
              blobs.save(PATH, blob(i % 2 == 0 ? dark : light), IfTaken.REPLACE);
            }
            isOver.set(true);
          });
      while (!isOver.get()) {
        assertThat(read(blobs, PATH).orElseThrow())
            .matches(bytes -> Arrays.equals(bytes, light) || Arrays.equals(bytes, dark));
        if (writing.isDone()) {
          writing.get();
        }
      }
    }
  }

  @Test
  void listsWhatIsNamedByATimePageByPage() {
    Blobs blobs = blobs();
    assertThat(blobs.list(OWNER, Optional.empty(), 10)).isEmpty();
    var expected = new ArrayList<BlobPath>();
    for (String scope : List.of("a.b", "a.b.c", "a.bB", "aux.b", "com1.savedTracks")) {
      for (String name : List.of("2026-01-21T10-00-00.001Z", "2026-01-21T10-00-00Z")) {
        expected.add(path(scope, name));
        save(blobs, path(scope, name), scope + name);
      }
    }
    save(blobs, path("a.b", "latest"), "another name");
    save(blobs, chainPath(7, "a.b", "2026-01-21T10-00-00Z"), "of a chain");
    save(blobs, path(STRANGER, "a.b", "2026-01-21T10-00-00Z"), "another owner's");

    for (int limit : List.of(1, 3, 100)) {
      var found = new ArrayList<BlobPath>();
      List<BlobPath> page = blobs.list(OWNER, Optional.empty(), limit);
      while (!page.isEmpty()) {
        assertThat(page.size()).isLessThanOrEqualTo(limit);
        found.addAll(page);
        page = blobs.list(OWNER, Optional.of(page.getLast()), limit);
      }
      assertThat(found).containsExactlyElementsOf(expected);
    }
    blobs.deleteScope(OWNER, new Scope("a.b"));
    assertThat(blobs.list(OWNER, Optional.empty(), 100)).hasSize(8);
  }
}
