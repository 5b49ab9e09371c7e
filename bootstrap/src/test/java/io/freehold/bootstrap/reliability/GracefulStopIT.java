package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final byte[] PAYLOAD = "{\"slow\":true}".getBytes(StandardCharsets.UTF_8);

  @RegisterExtension private final Experiment experiment = new Experiment("R27");
  @TempDir private Path folder;

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
            + " wal=empty log=holds",
        rounds, total, rounds * SLOW, refused);
  }

  private List<Seen> stopUnderLoad(Lab lab) throws Exception {
    List<Seen> seen = new ArrayList<>();
    try (var server = lab.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Line> inFlight = new ArrayList<>();
      for (int i = 0; i < SLOW; i++) {
        inFlight.add(beginSlowly(lab, server));
      }
      List<Future<Seen>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(client(lab, server)));
      }
      TimeUnit.MILLISECONDS.sleep(200 + experiment.random().nextInt(400));
      Future<Integer> stopping = threads.submit(server::stop);
      awaitRefusal(server);
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

  private Callable<Seen> client(Lab lab, StartedServer server) {
    return () -> {
      List<String> acknowledged = new ArrayList<>();
      int refused = 0;
      try (var line = new Line(server.url("server"))) {
        while (refused == 0) {
          byte[] payload = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);
          Line.Reply reply =
              line.send(Line.post("/v1/data/stopped.scope", lab.bearer(), payload)).receive();
          if (reply.status() == 201) {
            acknowledged.add(collectedAt(reply));
          } else {
            assertThat(reply.status()).describedAs(reply.text()).isEqualTo(503);
            assertThat(reply.header("retry-after")).isPresent();
            refused++;
          }
        }
      } catch (IOException e) {
        // Closed between two requests, which a stopping server may do.
      }
      return new Seen(acknowledged, refused);
    };
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
