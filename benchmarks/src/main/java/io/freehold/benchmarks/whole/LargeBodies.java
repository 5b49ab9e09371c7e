package io.freehold.benchmarks.whole;

import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Report;
import io.freehold.benchmarks.report.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Bodies of 49 MB: eight at once from strangers, which are to be refused on their heads, and one
/// of the owner, which is to leave no lasting mark.
final class LargeBodies implements Experiment {
  private static final int STRANGERS = 8;
  private static final int BODY_BYTES = 49 << 20;
  private static final int CHUNK_BYTES = 64 << 10;
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final double MIB = 1 << 20;
  private static final String SCOPE = "bench.huge";

  @Override
  public String name() {
    return "bodies";
  }

  @Override
  public void run(Checkout checkout, Bounds bounds, Report report) {
    try (var home = Home.in(checkout.workFolder());
        var server = Inhabited.start(checkout, home, Map.of())) {
      ReadAndIngest.pause(bounds.settling());
      strangers(server, report);
      owner(server, bounds, report);
    }
  }

  private static void strangers(Inhabited server, Report report) {
    String work = "%d anonymous bodies of 49 MB at once".formatted(STRANGERS);
    server.usage().forgetPeak();
    long before = server.usage().residentBytes();
    Map<String, Integer> answers = atOnce(server);
    report.add(
        Figure.of(
            work,
            "growth of memory",
            (server.usage().peakBytes() - before) / MIB,
            "MiB",
            Target.lessThan(10)));
    report.add(
        Figure.of(
            work,
            "refused with 401",
            answers.getOrDefault("401", 0),
            "of " + STRANGERS,
            Target.atLeast(STRANGERS)));
  }

  private static Map<String, Integer> atOnce(Inhabited server) {
    var answers = new TreeMap<String, Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent =
          IntStream.range(0, STRANGERS).mapToObj(_ -> threads.submit(() -> send(server))).toList();
      for (Future<String> one : sent) {
        answers.merge(one.get(), 1, Integer::sum);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a stranger's body could not be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return answers;
  }

  /// Sends as much as the server lets through and returns the status.
  private static String send(Inhabited server) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(server.address());
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /v1/data/%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                  + "Content-Length: %d\r\n\r\n")
              .formatted(SCOPE, BODY_BYTES)
              .getBytes(StandardCharsets.US_ASCII));
      push(out);
      return status(socket.getInputStream());
    }
  }

  private static void push(OutputStream out) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      for (int sent = 0; sent < BODY_BYTES; sent += chunk.length) {
        out.write(chunk);
      }
    } catch (IOException e) {
      // The server wants no more of it; the answer is there already.
    }
  }

  private static String status(InputStream in) throws IOException {
    byte[] line = in.readNBytes("HTTP/1.1 401".length());
    return line.length < 12 ? "nothing" : new String(line, 9, 3, StandardCharsets.US_ASCII);
  }

  private static void owner(Inhabited server, Bounds bounds, Report report) {
    String work = "one ingest of 49 MB";
    server.addSchema(SCOPE);
    server.usage().forgetPeak();
    server.ingest(SCOPE, Documents.ofSize(BODY_BYTES));
    report.add(Figure.of(work, "peak of memory", server.usage().peakBytes() / MIB, "MiB"));
    ReadAndIngest.pause(bounds.resting());
    report.add(Figure.of(work, "memory afterwards", server.usage().residentBytes() / MIB, "MiB"));
    if (bounds.afterwards().isPositive()) {
      ReadAndIngest.pause(bounds.afterwards());
      report.add(
          Figure.of(
              work,
              "memory %d minutes later".formatted(bounds.afterwards().toMinutes()),
              server.usage().residentBytes() / MIB,
              "MiB"));
    }
  }
}
