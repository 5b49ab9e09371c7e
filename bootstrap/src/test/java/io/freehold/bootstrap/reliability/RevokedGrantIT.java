package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.StartedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R18: whoever reads under a grant gets nothing once the call that revoked it returned, neither a
/// new answer nor the rest of one.
class RevokedGrantIT {
  private static final int READERS = 32;
  private static final int READS_UNTIL_REFUSED_MAX = 100_000;

  /// How long after the revocation returned a stream may go on.
  private static final long CUT_WITHIN_MILLIS = 1_000;

  private static final String TARGET = "/v1/data/revoked.scope";

  @RegisterExtension private final Experiment experiment = new Experiment("R18");
  @TempDir private Path folder;

  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong cuts = new AtomicLong();

  private Lab lab() {
    return new Lab(
        folder.resolve("home"),
        java.util.Map.of(
            "FREEHOLD_LIMITS_SIGNER_REQUESTS_PER_SECOND", "1000000",
            "FREEHOLD_LIMITS_SIGNER_BURST", "1000000"));
  }

  @Test
  void nothingBeginsAfterTheRevocationReturned() throws Exception {
    Lab lab = lab();
    int rounds = Experiment.rounds(100, 10_000);
    try (var server = lab.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      lab.introduce(server);
      assertThat(lab.owner(server).post(TARGET, "{\"secret\":1}").status()).isEqualTo(201);
      List<Line> lines = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        lines.add(new Line(server.url("server")));
      }
      for (int round = 0; round < rounds; round++) {
        revokeAmongReaders(lab, server, lines, threads);
      }
      lines.forEach(Line::close);
      lab.mustHaveAWholeLog(server);
      assertThat(server.stop()).isZero();
    }
    experiment.report(
        "rounds=%d readers=%d reads=%d cut=%d violations=0",
        rounds, READERS, reads.get(), cuts.get());
  }

  private void revokeAmongReaders(
      Lab lab, StartedServer server, List<Line> lines, java.util.concurrent.ExecutorService threads)
      throws Exception {
    String grant = lab.grant(server, "revoked.scope");
    String header = Lab.signerOf(grant).header(server.url("server"), "GET", TARGET, new byte[0]);
    var isRevoked = new AtomicBoolean();
    var allRead = new CountDownLatch(READERS);
    List<Future<Line>> readers = new ArrayList<>();
    for (Line line : lines) {
      readers.add(
          threads.submit(
              () -> readUntilRefused(server, line, Line.get(TARGET, header), isRevoked, allRead)));
    }
    awaitAll(allRead, readers);
    TimeUnit.MICROSECONDS.sleep(experiment.random().nextInt(2_000));
    assertThat(lab.owner(server).delete("/v1/grants/" + grant).status()).isEqualTo(200);
    isRevoked.set(true);
    lines.clear();
    for (Future<Line> reader : readers) {
      lines.add(reader.get(1, TimeUnit.MINUTES));
    }
  }

  /// Waits until each has read once, or one has failed.
  private static void awaitAll(CountDownLatch allRead, List<Future<Line>> readers)
      throws Exception {
    for (int i = 0; i < 600 && !allRead.await(100, TimeUnit.MILLISECONDS); i++) {
      for (Future<Line> reader : readers) {
        if (reader.isDone()) {
          throw new AssertionError("ended too early: " + reader.get());
        }
      }
    }
    assertThat(allRead.getCount()).isZero();
  }

  /// Returns the connection to go on with: the server closes those it cut an answer on.
  private Line readUntilRefused(
      StartedServer server,
      Line line,
      byte[] request,
      AtomicBoolean isRevoked,
      CountDownLatch allRead)
      throws IOException {
    Line current = line;
    for (int i = 0; i < READS_UNTIL_REFUSED_MAX; i++) {
      boolean isAfter = isRevoked.get();
      try {
        Line.Reply reply = current.send(request).receive();
        reads.incrementAndGet();
        if (reply.status() == 410) {
          return current;
        }
        assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
        assertThat(isAfter).describedAs("read after the revocation returned").isFalse();
        allRead.countDown();
      } catch (IOException e) {
        cuts.incrementAndGet();
        current.close();
        current = new Line(server.url("server"));
      }
    }
    throw new AssertionError("was never refused");
  }

  /// Threat T19: a large file that is being read slowly ends where it is.
  @Test
  void answersUnderWayAreCut() throws Exception {
    Lab lab = lab();
    int size = 40 << 20;
    try (var server = lab.start()) {
      lab.introduce(server);
      byte[] large = ("{\"large\":\"" + "x".repeat(size) + "\"}").getBytes();
      assertThat(lab.owner(server).post(TARGET, large).status()).isEqualTo(201);
      String revoked = lab.grant(server, "revoked.scope");
      String kept = lab.grant(server, "revoked.*");
      List<Line> cut = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        cut.add(reading(server, revoked));
      }
      try (Line goesOn = reading(server, kept)) {
        long length = goesOn.receiveHead().length();
        for (Line line : cut) {
          assertThat(line.receiveHead().status()).isEqualTo(200);
        }
        assertThat(lab.owner(server).delete("/v1/grants/" + revoked).status()).isEqualTo(200);
        long begin = System.nanoTime();
        long received = 0;
        for (Line line : cut) {
          long bytes = line.skip(length);
          assertThat(bytes).isLessThan(length);
          received = Math.max(received, bytes);
          line.close();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertThat(millis).isLessThan(CUT_WITHIN_MILLIS);
        assertThat(goesOn.skip(length)).isEqualTo(length);
        experiment.report(
            "streams=%d of=%d bytes, cut; at most %d bytes had left; all ended %d ms after",
            cut.size(), length, received, millis);
      }
    }
  }

  private static Line reading(StartedServer server, String grant) throws IOException {
    return new Line(server.url("server"))
        .send(
            Line.get(
                TARGET,
                Lab.signerOf(grant).header(server.url("server"), "GET", TARGET, new byte[0])));
  }
}
