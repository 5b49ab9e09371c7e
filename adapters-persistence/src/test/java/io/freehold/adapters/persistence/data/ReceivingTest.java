package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.AB;
import static io.freehold.adapters.persistence.data.Samples.save;
import static io.freehold.adapters.persistence.data.Samples.versions;
import static io.freehold.application.testing.RemoteCopies.PLACE;
import static io.freehold.application.testing.RemoteCopies.urlOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.freehold.adapters.persistence.Home;
import io.freehold.application.Limits;
import io.freehold.application.port.SyncIndex;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.Refusals;
import io.freehold.application.testing.SpooledBytes;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Sha256;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Receipt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that come from elsewhere: large ones, hostile ones, many at once, and damaged ones here.
class ReceivingTest {
  private static final FileId ONE = new FileId("0x" + "1".repeat(64));
  private static final String EARLY = "2026-01-21T10:00:00Z";

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void open() {
    home = new Home(folder, Cast.CLOCK);
    sync().useBackend(PLACE);
  }

  @AfterEach
  void close() {
    home.close();
  }

  /// A data file whose payload is longer than what it may cost to take it in.
  private record Long(long payloadBytes) implements Spooled {
    private static final byte[] HEAD =
        "{\"scope\":\"a.b\",\"data\":\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TAIL =
        ("\",\"collectedAt\":\"" + EARLY + "\"}").getBytes(StandardCharsets.UTF_8);

    @Override
    public long sizeBytes() {
      return HEAD.length + payloadBytes + TAIL.length;
    }

    @Override
    public String sha256() {
      try (var in = new DigestInputStream(open(), Sha256.begin())) {
        in.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(in.getMessageDigest().digest());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public InputStream open() {
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(new ByteArrayInputStream(HEAD), xs(), new ByteArrayInputStream(TAIL))));
    }

    private InputStream xs() {
      return new InputStream() {
        private long left = payloadBytes;

        @Override
        public int read() {
          return read(new byte[1], 0, 1) < 0 ? -1 : 'x';
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
          if (left == 0) {
            return -1;
          }
          int count = (int) Math.min(length, left);
          java.util.Arrays.fill(buffer, from, from + count, (byte) 'x');
          left -= count;
          return count;
        }
      };
    }

    @Override
    public void close() {
      // It is nowhere.
    }
  }

  @Test
  void neverHoldsALargeFile() throws Exception {
    var file = new Long(64 << 20);
    String sha256 = file.sha256();
    var allocated = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = allocated.getCurrentThreadAllocatedBytes();

    assertThat(receive(ONE, file)).isInstanceOf(Receipt.Stored.class);
    LocalVersion stored = sync().find(AB, CollectedAt.parse(EARLY)).orElseThrow();
    LocalVersion renumbered = sync().renumber(stored).orElseThrow();
    try (InputStream in = sync().open(renumbered).orElseThrow()) {
      assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(renumbered.sizeBytes());
    }

    long bytes = allocated.getCurrentThreadAllocatedBytes() - before;
    System.out.printf(
        "A file of %d bytes was taken in, renamed and read with %d bytes of memory%n",
        file.sizeBytes(), bytes);
    assertThat(stored.sha256()).isEqualTo(sha256);
    assertThat(bytes).isLessThan(file.sizeBytes() / 4);
  }

  @Test
  void refusesWhatNoIngestTakes() {
    Limits limits = Limits.DEFAULT;
    assertThat(receive(ONE, data("[".repeat(128) + "]".repeat(128))))
        .isInstanceOf(Receipt.Stored.class);
    sync().forget(ONE);
    assertRefused(
        data("[".repeat(limits.jsonDepthMax() + 1) + "]".repeat(limits.jsonDepthMax() + 1)));
    assertRefused(data("1".repeat(limits.jsonNumberCharactersMax() + 1)));
    assertRefused(data("{\"" + "n".repeat(limits.jsonNameCharactersMax() + 1) + "\":1}"));
    var members = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      members.append(",\"m").append(i).append("\":1");
    }
    assertRefused(data("1" + members));
  }

  @Test
  void tellsNothingOfWhatIsInAFileItRefuses() {
    Receipt receipt = receive(ONE, SpooledBytes.of("{\"data\": secret-of-mine"));

    assertThat(receipt).isEqualTo(new Receipt.Refused("it is not JSON (line 1, column 10)"));
  }

  @Test
  void refusesBytesThatAreNotTheOnesThatWereChecked() {
    var changing =
        new Spooled() {
          private final SpooledBytes bytes = data("1");
          private int opened;

          @Override
          public long sizeBytes() {
            return bytes.sizeBytes();
          }

          @Override
          public String sha256() {
            return bytes.sha256();
          }

          @Override
          public InputStream open() {
            return opened++ == 0 ? bytes.open() : data("2").open();
          }

          @Override
          public void close() {
            // It is in memory.
          }
        };

    Refusals.assertRefused(() -> receive(ONE, changing), Problem.ServiceUnavailable.class);

    assertThat(versions(home.adapter().dataFiles(), AB)).isEmpty();
    assertThat(home.file("incoming")).isEmptyDirectory();
  }

  @Test
  void endsInAFailureWhenTheBytesOfAVersionWentBad() throws IOException {
    VersionSummary saved = save(home.adapter().dataFiles(), AB, "{\"n\":1}");
    LocalVersion version = Store.local(AB, saved);
    Path file = new DataTree(home.file("data")).fileOf(AB, saved.collectedAt());
    Files.writeString(file, Files.readString(file).replace(":1}", ":2}"));

    try (InputStream in = sync().open(version).orElseThrow()) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
    Refusals.assertRefused(() -> sync().renumber(version), Problem.ServiceUnavailable.class);

    Files.delete(file);
    Refusals.assertRefused(() -> sync().open(version), Problem.ServiceUnavailable.class);
    Refusals.assertRefused(() -> sync().renumber(version), Problem.ServiceUnavailable.class);
    assertThat(versions(home.adapter().dataFiles(), AB)).hasSize(1);
  }

  @Test
  void takesTheFileOfALinkWhoseVersionIsGone() throws IOException {
    assertThat(receive(ONE, data("1"))).isInstanceOf(Receipt.Stored.class);
    Path file = new DataTree(home.file("data")).fileOf(AB, CollectedAt.parse(EARLY));

    home.restartAfter(() -> {
      Files.delete(file);
      Files.delete(home.file("index.db"));
    });

    assertThat(sync().knows(ONE)).as("as if it were here").isFalse();
    assertThat(receive(ONE, data("1"))).isInstanceOf(Receipt.Stored.class);
    assertThat(sync().knows(ONE)).isTrue();
    assertThat(sync().pendingUploadCount()).isZero();
  }

  @Test
  void takesInSavesRenamesAndForgetsAtTheSameTime() throws Exception {
    var failures = new ConcurrentLinkedQueue<Throwable>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Object>>();
      for (int i = 0; i < 60; i++) {
        int number = i;
        tasks.add(() -> receive(fileId(number), data("\"" + number % 20 + "\"", number % 20)));
        tasks.add(() -> save(home.adapter().dataFiles(), AB, "{\"saved\":" + number + "}"));
        tasks.add(() -> {
          sync().pendingUploads(3, Cast.NOW).forEach(version -> sync().renumber(version));
          return number;
        });
        tasks.add(() -> sync().forget(fileId(number - 10)));
      }
      Collections.shuffle(tasks, new java.util.Random(7));
      for (var future : threads.invokeAll(tasks)) {
        try {
          future.get();
        } catch (java.util.concurrent.ExecutionException e) {
          failures.add(e.getCause());
        }
      }
    }

    assertThat(failures).isEmpty();
    List<VersionSummary> all = versions(home.adapter().dataFiles(), AB);
    assertThat(all).extracting(VersionSummary::collectedAt).doesNotHaveDuplicates();
    long saved =
        all.stream()
            .filter(version -> text(version).contains("\"saved\""))
            .map(version -> text(version).replaceAll(".*\"saved\"", ""))
            .distinct()
            .count();
    assertThat(saved).as("each save once, under whatever name").isEqualTo(60);
    assertThat(all.stream().filter(version -> text(version).contains("\"saved\""))).hasSize(60);
    assertThat(home.file("incoming")).isEmptyDirectory();
  }

  private String text(VersionSummary version) {
    try (InputStream in = sync().open(Store.local(AB, version)).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static FileId fileId(int number) {
    return new FileId("0x%064x".formatted(1_000 + number));
  }

  private void assertRefused(Spooled file) {
    assertThat(receive(ONE, file)).isInstanceOf(Receipt.Refused.class);
  }

  private static SpooledBytes data(String data) {
    return data(data, 0);
  }

  private static SpooledBytes data(String data, int second) {
    return SpooledBytes.of(
        "{\"scope\":\"a.b\",\"collectedAt\":\"2026-01-21T10:00:%02dZ\",\"data\":%s}"
            .formatted(second, data));
  }

  private Receipt receive(FileId fileId, Spooled file) {
    return sync()
        .receive(
            new Arrival(fileId, urlOf(fileId), PLACE, SchemaId.parse("7"), AB, Optional.empty()),
            file);
  }

  private SyncIndex sync() {
    return home.adapter().syncIndex();
  }
}
