package io.freehold.adapters.http.blob;

import static io.freehold.adapters.http.blob.StorageOnPort.ask;
import static io.freehold.adapters.http.blob.StorageOnPort.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.Wire;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.InMemoryBlobs;
import io.freehold.application.testing.LimitsOf;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.IfTaken;
import io.freehold.domain.blob.IncomingBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bodies that are larger than the memory there is for bodies, or slower than they may be.
class LargeBlobTest {
  private static final String PATH = "/v1/blobs/" + Cast.OWNER + "/instagram.profile/1";
  private static final int LARGE = 8 << 20;

  private final StorageOnPort storage = new StorageOnPort();
  private final Received received = new Received();

  @AfterEach
  void stop() {
    storage.close();
  }

  /// Reads uploads without keeping them, and tells how each went.
  private static final class Received extends DelegatingBlobs {
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final CountDownLatch mayRead = new CountDownLatch(1);
    private final Semaphore begun = new Semaphore(0);
    private volatile boolean waits;

    Received() {
      super(new InMemoryBlobs(Cast.CLOCK));
    }

    @Override
    public Optional<BlobSummary> save(BlobPath path, IncomingBlob blob, IfTaken ifTaken) {
      try {
        InputStream in = blob.bytes();
        byte first = (byte) in.read();
        begun.release();
        if (waits) {
          mayRead.await();
        }
        long length = 1;
        var digest = java.security.MessageDigest.getInstance("SHA-256");
        digest.update(first);
        byte[] piece = new byte[10_007];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
          digest.update(piece, 0, n);
          length += n;
        }
        String sha256 = java.util.HexFormat.of().formatHex(digest.digest());
        blob.mustHaveHash().accept(sha256);
        ends.add("whole");
        return Optional.of(new BlobSummary(length, sha256, Cast.NOW));
      } catch (ProblemException e) {
        ends.add(String.valueOf(e.problem()));
        throw e;
      } catch (IOException | InterruptedException | java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    void mustHaveBegun(int uploads) {
      try {
        assertThat(begun.tryAcquire(uploads, 1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    String end() {
      try {
        return String.valueOf(ends.poll(1, TimeUnit.MINUTES));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /// Headers of an upload, signed for a body that does not follow.
  private static byte[] head(byte[] body) {
    byte[] whole = put(PATH, body).by(Cast.OWNER_KEY).bytes();
    return Arrays.copyOf(whole, whole.length - body.length);
  }

  private static byte[] withHeaders(byte[] head, String headers) {
    return new String(head, StandardCharsets.UTF_8)
        .replace("\r\n\r\n", "\r\n" + headers + "\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void passThroughMemoryThatCouldNotHoldThem() {
    storage.heapBytes = 2 << 20;
    storage.blobs = received;
    storage.start();
    byte[] body = noise(LARGE);

    Answer stored = put(PATH, body).by(Cast.OWNER_KEY).over(storage.port());

    assertThat(stored.status()).describedAs(stored.text()).isEqualTo(200);
    assertThat(stored.json().getString("etag")).isEqualTo('"' + Ask.sha256(body) + '"');
    assertThat(stored.json().getInteger("size")).isEqualTo(LARGE);
  }

  @Test
  void comeByTheDozenAtOnce() throws Exception {
    storage.start();
    byte[] body = noise(1 << 20);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String path = PATH + i;
        answers.add(clients.submit(() -> put(path, body).by(Cast.OWNER_KEY).over(storage.port())));
      }
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    }
    Answer read = ask("GET", PATH + 7).by(Cast.OWNER_KEY).over(storage.port());
    assertThat(read.body()).isEqualTo(body);
  }

  /// What nobody reads is not taken from the network: whoever sends it has to wait.
  @Test
  void waitForWhoReadsThem() throws Exception {
    received.waits = true;
    storage.heapBytes = 2 << 20;
    storage.blobs = received;
    storage.start();
    byte[] body = noise(64 << 20);
    var isSent = new AtomicBoolean();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor();
        var wire = new Wire(storage.port())) {
      Future<Answer> answer =
          clients.submit(() -> {
            wire.send(put(PATH, body).by(Cast.OWNER_KEY).bytes());
            isSent.set(true);
            return wire.receive();
          });
      received.mustHaveBegun(1);
      for (int i = 0; i < 300; i++) {
        Answer other = ask("GET", PATH).by(Cast.OWNER_KEY).over(storage.port());
        assertThat(other.status()).isEqualTo(404);
      }
      assertThat(isSent).isFalse();
      received.mayRead.countDown();
      assertThat(answer.get(1, TimeUnit.MINUTES).status()).isEqualTo(200);
    }
  }

  @Test
  void areGivenUpWhenTheyBreakOff() throws IOException {
    storage.blobs = received;
    storage.start();
    byte[] body = noise(LARGE);
    try (var wire = new Wire(storage.port())) {
      wire.send(head(body)).send(Arrays.copyOf(body, 600_000));
    }

    assertThat(received.end()).contains("did not arrive as a whole");
  }

  @Test
  void areGivenUpWhenTheyTakeTooLong() throws IOException {
    storage.limits = LimitsOf.with("bodyTimeout", Duration.ofSeconds(1));
    storage.blobs = received;
    storage.start();
    byte[] body = noise(LARGE);
    try (var wire = new Wire(storage.port())) {
      wire.send(head(body)).send(Arrays.copyOf(body, 600_000));

      Answer answer = wire.receive();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("did not arrive within 1 seconds");
      assertThat(answer.header("Connection")).hasValue("close");
    }
    assertThat(received.end()).contains("did not arrive within");
  }

  /// Slow bodies do not keep others out (threat T30).
  @Test
  void doNotCountWhileTheyAreAwaited() throws IOException {
    storage.limits = LimitsOf.with(Map.<String, Object>of("requestsInFlightMax", 2));
    storage.blobs = received;
    storage.start();
    byte[] body = noise(LARGE);
    var slow = new ArrayList<Wire>();
    for (int i = 0; i < 6; i++) {
      slow.add(new Wire(storage.port()).send(head(body)).send(Arrays.copyOf(body, 300_000)));
    }

    received.mustHaveBegun(3);
    assertThat(
            Stream.generate(() -> ask("GET", PATH).by(Cast.OWNER_KEY).over(storage.port()))
                .limit(1_000)
                .map(Answer::status))
        .contains(404);
    for (Wire wire : slow) {
      wire.close();
    }
  }

  @Test
  void areNotSentAtAllWhereTheClientAskedAndIsRefused() throws IOException {
    storage.blobs =
        new DelegatingBlobs(new InMemoryBlobs(Cast.CLOCK)) {
          @Override
          public Optional<BlobSummary> save(BlobPath path, IncomingBlob blob, IfTaken ifTaken) {
            throw new Problem.DiskFull().asException();
          }
        };
    storage.start();
    try (var wire = new Wire(storage.port())) {
      wire.send(withHeaders(head(noise(LARGE)), "Expect: 100-continue"));

      Answer answer = wire.receive();

      assertThat(answer.status()).isEqualTo(507);
      assertThat(answer.json().getString("error")).isEqualTo("INSUFFICIENT_STORAGE");
    }
  }

  /// Who is cut off in the middle of sending would not see why.
  @Test
  void areReadToTheirEndWhenTheirOwnerIsRefused() throws IOException {
    storage.limits = LimitsOf.with("blobOwnPerMinute", 2);
    storage.start();
    byte[] body = noise(LARGE);
    byte[] other = noise(LARGE - 1);
    try (var wire = new Wire(storage.port())) {
      assertThat(put(PATH, body).by(Cast.OWNER_KEY).over(wire).status()).isEqualTo(200);
      Ask taken = put(PATH, other).header("If-None-Match", "*").by(Cast.OWNER_KEY);
      assertThat(taken.over(wire).status()).isEqualTo(412);
      Answer tooMany = put(PATH, noise(LARGE)).by(Cast.OWNER_KEY).over(wire);
      assertThat(tooMany.status()).isEqualTo(429);
      assertThat(tooMany.header("Connection")).isEmpty();
      assertThat(ask("GET", PATH).by(Cast.OWNER_KEY).over(wire).body()).isEqualTo(body);
    }
  }

  @Test
  void areAskedForOnlyWhenTheyAreWanted() throws IOException {
    storage.start();
    byte[] body = noise(LARGE);
    try (var wire = new Wire(storage.port())) {
      wire.send(withHeaders(head(body), "Expect: 100-continue"));
      assertThat(wire.receive().status()).isEqualTo(100);
      assertThat(wire.send(body).receive().status()).isEqualTo(200);
    }
    byte[] taken = withHeaders(head(body), "Expect: 100-continue\r\nIf-None-Match: *");
    try (var wire = new Wire(storage.port())) {
      assertThat(wire.send(taken).receive().status()).isEqualTo(412);
    }
  }
}
