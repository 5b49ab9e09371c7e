package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.bootstrap.acceptance.StartedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R27: a server that is told to stop while it works.
class GracefulStopIT {
  private static final int CLIENTS = 8;
  private static final int SLOW = 4;

  /// How long what is in flight may take to finish (`shutdownTimeout`).
  private static final long FINISHED_WITHIN_MILLIS = 10_000;

  /// How long the end itself may take after that, on a machine shared with others.
  private static final long ENDED_WITHIN_MILLIS = 5_000;

  private static final byte[] PAYLOAD = "{\"slow\":true}".getBytes(StandardCharsets.UTF_8);

  @RegisterExtension private final Experiment experiment = new Experiment("R27");
  @TempDir private Path folder;

  private long slowestMillis;

  /// What one client saw of the end.
  private record Seen(List<String> acknowledged, int refusedWhileStopping) {}

  @Test
  void finishesWhatItBeganAndTakesNothingNew() throws Exception {
    var lab = new Lab(folder.resolve("home"));
    int rounds = Experiment.rounds(2, 100);
    int total = 0;
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      List<Seen> seen = stopUnderLoad(lab);
      refused += seen.stream().mapToInt(Seen::refusedWhileStopping).sum();
      try (var server = lab.start()) {
        for (Seen one : seen) {
          for (String version : one.acknowledged()) {
            total++;
            assertThat(lab.owner(server).get("/v1/data/stopped.scope?at=" + version).status())
                .isEqualTo(200);
          }
        }
        lab.mustHaveAWholeLog(server);
        assertThat(server.stop()).isZero();
      }
    }
    experiment.report(
        "rounds=%d acknowledged=%d lost=0 in flight finished=%d refused with 503=%d exit=0"
            + " wal=empty log=holds; stopped in at most %d ms",
        rounds, total, rounds * SLOW, refused, slowestMillis);
  }

  /// A body that never ends holds the server up no longer than it is told to wait.
  @Test
  void waitsNoLongerThanItsTimeForABodyThatDoesNotEnd() throws Exception {
    var lab = new Lab(folder.resolve("home"));
    try (var server = lab.start();
        var unfinished = beginSlowly(lab, server)) {
      long begin = System.nanoTime();

      assertThat(server.stop()).isZero();

      long millis = millisSince(begin);
      assertThat(millis).isLessThan(FINISHED_WITHIN_MILLIS + ENDED_WITHIN_MILLIS);
      assertThatThrownBy(unfinished::receive).isInstanceOf(IOException.class);
      mustHaveFoldedInItsLogs(lab);
      experiment.report("a body that does not end: stopped after %d ms, exit=0", millis);
    }
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  private List<Seen> stopUnderLoad(Lab lab) throws Exception {
    List<Seen> seen = new ArrayList<>();
    try (var server = lab.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Line> inFlight = new ArrayList<>();
      for (int i = 0; i < SLOW; i++) {
        inFlight.add(beginSlowly(lab, server));
      }
      var connected = new Line(server.url("server"));
      assertThat(connected.send(write(lab)).receive().status()).isEqualTo(201);
      List<Future<Seen>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(client(lab, server)));
      }
      TimeUnit.MILLISECONDS.sleep(200 + experiment.random().nextInt(400));
      long begin = System.nanoTime();
      Future<Integer> stopping = threads.submit(server::stop);
      awaitRefusal(server);
      mustBeRefused(connected.send(write(lab)).receive());
      seen.add(new Seen(List.of(), 1));
      for (Line line : inFlight) {
        Line.Reply reply = line.send(rest()).receive();
        assertThat(reply.status()).describedAs(reply.text()).isEqualTo(201);
        seen.add(new Seen(List.of(collectedAt(reply)), 0));
        line.close();
      }
      for (Future<Seen> client : clients) {
        seen.add(client.get(1, TimeUnit.MINUTES));
      }
      assertThat(stopping.get(1, TimeUnit.MINUTES)).isZero();
      slowestMillis = Math.max(slowestMillis, millisSince(begin));
      assertThat(slowestMillis).isLessThan(FINISHED_WITHIN_MILLIS);
    }
    mustHaveFoldedInItsLogs(lab);
    return seen;
  }

  /// The head and a first byte; the server works on it from here on.
  private static Line beginSlowly(Lab lab, StartedServer server) throws IOException {
    byte[] whole =
        Line.post("/v1/data/stopped.scope", lab.bearer(), PAYLOAD, "Expect: 100-continue");
    var line = new Line(server.url("server"));
    line.send(Arrays.copyOf(whole, whole.length - PAYLOAD.length));
    assertThat(line.receiveHead().status()).isEqualTo(100);
    return line.send(Arrays.copyOf(PAYLOAD, 1));
  }

  private static byte[] rest() {
    return Arrays.copyOfRange(PAYLOAD, 1, PAYLOAD.length);
  }

  /// New connections are closed from then on.
  private static void awaitRefusal(StartedServer server) throws InterruptedException {
    for (int i = 0; i < 3_000; i++) {
      try (var line = new Line(server.url("server"))) {
        if (line.send(Line.get("/health")).receive().status() != 200) {
          return;
        }
      } catch (IOException e) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new AssertionError("new requests are still taken");
  }

  private static void mustBeRefused(Line.Reply reply) {
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(503);
    assertThat(reply.header("retry-after")).isPresent();
  }

  private Callable<Seen> client(Lab lab, StartedServer server) {
    return () -> {
      List<String> acknowledged = new ArrayList<>();
      int refused = 0;
      try (var line = new Line(server.url("server"))) {
        while (refused == 0) {
          Line.Reply reply = line.send(write(lab)).receive();
          if (reply.status() == 201) {
            acknowledged.add(collectedAt(reply));
          } else {
            mustBeRefused(reply);
            refused++;
          }
        }
      } catch (IOException e) {
        // Closed between two requests, which a stopping server may do.
      }
      return new Seen(acknowledged, refused);
    };
  }

  private static byte[] write(Lab lab) {
    byte[] payload = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);
    return Line.post("/v1/data/stopped.scope", lab.bearer(), payload);
  }

  private static String collectedAt(Line.Reply reply) {
    return reply.text().replaceAll(".*\"collectedAt\":\"([^\"]+)\".*", "$1");
  }

  private static void mustHaveFoldedInItsLogs(Lab lab) throws IOException {
    try (Stream<Path> files = Files.walk(lab.home())) {
      assertThat(files.filter(file -> file.toString().endsWith("-wal")))
          .allSatisfy(file -> assertThat(Files.size(file)).isZero());
    }
  }
}
