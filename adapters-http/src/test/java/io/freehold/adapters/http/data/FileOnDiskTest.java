package io.freehold.adapters.http.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.GatedDataFiles;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.LimitsOf;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.grant.ReadPermit;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are too large for memory are sent from the disk.
class FileOnDiskTest {
  private static final String TARGET = "/v1/data/instagram.profile";

  @TempDir Path folder;
  private final TestServer server = new TestServer();
  private final byte[] bytes = new byte[3 << 20];
  private Path path;

  @BeforeEach
  void write() throws Exception {
    new Random(4).nextBytes(bytes);
    path = Files.write(folder.resolve("file.json"), bytes);
    server.dataFiles =
        new OnDisk(
            server,
            new StoredFile(
                Cast.PROFILE,
                new CollectedAt(Cast.NOW),
                Ask.sha256(bytes),
                new Content.OnDisk(path.toString(), bytes.length)));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static final class OnDisk extends GatedDataFiles {
    private final StoredFile file;

    OnDisk(TestServer server, StoredFile file) {
      super(server.stored);
      this.file = file;
    }

    @Override
    public Optional<StoredFile> find(ReadPermit permit, Version version) {
      return Optional.of(file);
    }
  }

  @Test
  void sendsTheFileAsItIs() {
    Answer answer = Ask.get(TARGET).byTheOwner().to(server);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).hasValue(Integer.toString(bytes.length));
    assertThat(answer.header("Content-Type")).hasValue("application/json");
    assertThat(answer.header("ETag")).hasValue('"' + Ask.sha256(bytes) + '"');
    assertThat(answer.body()).isEqualTo(bytes);
  }

  @Test
  void announcesItsSizeToHead() {
    Answer answer = Ask.head(TARGET).byTheOwner().to(server);

    assertThat(answer.header("Content-Length")).hasValue(Integer.toString(bytes.length));
  }

  /// Threat T30: a reader that is never idle, and never done, has an end too.
  @Test
  void isNotSentForEver() throws Exception {
    long size = 48 << 20;
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    }
    try (var patient = new TestServer()) {
      patient.limits =
          LimitsOf.with(
              Map.of("bodyTimeout", Duration.ofMillis(500), "answerBytesPerSecondMin", 1 << 30));
      patient.dataFiles =
          new OnDisk(
              patient,
              new StoredFile(
                  Cast.PROFILE,
                  new CollectedAt(Cast.NOW),
                  "00".repeat(32),
                  new Content.OnDisk(path.toString(), size)));
      patient.start();
      try (var slow = new Wire(patient.port())) {
        slow.send(Ask.get(TARGET).byTheOwner().bytes());
        assertThat(slow.receiveHeadOnly().status()).isEqualTo(200);

        assertThat(readSlowly(slow, size)).isLessThan(size);
      }
    }
  }

  /// Without an end it would take ten seconds.
  private static long readSlowly(Wire wire, long size) throws Exception {
    long piece = 64 << 10;
    long read = 0;
    for (long got = piece; got == piece && read < size; read += got) {
      got = wire.bytesUntil(piece);
      Thread.sleep(13);
    }
    return read;
  }

  @Test
  void doesNotKnowAFileThatIsGone() throws Exception {
    Files.delete(path);

    assertThat(Ask.get(TARGET).byTheOwner().to(server).status()).isEqualTo(404);
  }

  @Test
  void sendsManyAndLeavesNoneOpen() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(Ask.get(TARGET).byTheOwner().to(server).body()).hasSize(bytes.length);
    }
    assertThat(openFiles()).isZero();
  }

  private long openFiles() throws Exception {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    try (var links = Files.list(descriptors)) {
      return links.filter(this::isOurs).count();
    }
  }

  private boolean isOurs(Path link) {
    try {
      return Files.readSymbolicLink(link).equals(path);
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
