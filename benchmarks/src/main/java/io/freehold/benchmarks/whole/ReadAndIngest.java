package io.freehold.benchmarks.whole;

import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Report;
import io.freehold.benchmarks.report.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads under a grant and durable, validated ingests, of three sizes, by one connection and by
/// many; and the memory of the server before, after, and some minutes later.
final class ReadAndIngest implements Experiment {
  private static final int MANY = 32;
  private static final double MIB = 1 << 20;
  private static final int OK = 200;
  private static final int CREATED = 201;

  /// @param requestsPart of the bound on requests: large documents fill the disk
  /// @param readMicros,ingestMicros of server CPU that are wanted at most
  private record Size(
      String name, String scope, int bytes, int requestsPart, int readMicros, int ingestMicros) {}

  private static final List<Size> SIZES =
      List.of(
          new Size("1 KB", "bench.small", 1_000, 1, 120, 400),
          new Size("100 KB", "bench.medium", 100_000, 20, 0, 2_000),
          new Size("5 MB", "bench.large", 5_000_000, 400, 5_000, 50_000));

  private static final int LARGE = 1_000_000;

  @Override
  public String name() {
    return "load";
  }

  @Override
  public void run(Checkout checkout, Bounds bounds, Report report) {
    try (var home = Home.in(checkout.workFolder());
        var server = Inhabited.start(checkout, home, Map.of())) {
      pause(bounds.settling());
      report.add(rss("idle", server, Optional.of(Target.atMost(90))));
      for (Size size : SIZES) {
        server.addSchema(size.scope());
        server.ingest(size.scope(), Documents.ofSize(size.bytes()));
      }
      for (Size size : SIZES) {
        read(server, size, bounds, report);
      }
      report.add(rss("at the end of the reads", server, Optional.empty()));
      pause(bounds.resting());
      report.add(rss("after the reads", server, Optional.of(Target.atMost(200))));
      for (Size size : SIZES) {
        ingest(server, size, bounds, report);
      }
      report.add(rss("at the end of the ingests", server, Optional.empty()));
      pause(bounds.resting());
      report.add(rss("after the ingests too", server, Optional.of(Target.atMost(200))));
      if (bounds.afterwards().isPositive()) {
        pause(bounds.afterwards());
        report.add(rss(minutes(bounds) + " later", server, Optional.empty()));
      }
    }
  }

  private static void read(Inhabited server, Size size, Bounds bounds, Report report) {
    for (int connections : List.of(1, MANY)) {
      String work = "grant read %s, %s".formatted(size.name(), connections(connections));
      Measured measured =
          Measured.of(
              server,
              connections,
              server.ofBuilder("/v1/data/" + size.scope()),
              OK,
              bounds,
              bounds.requestsMax());
      add(measured, work, report, connections == MANY ? size.readMicros() : 0);
      boolean isTheTargetOfLatency = connections == MANY && size.bytes() == 1_000;
      report.add(
          isTheTargetOfLatency
              ? Figure.of(work, "p99", measured.result().millis(99), "ms", Target.atMost(10))
              : measured.p99(work));
      if (connections == MANY && size.bytes() > LARGE) {
        report.add(
            Figure.of(
                work,
                "memory per request",
                measured.growthBytes() / MIB / MANY,
                "MiB",
                Target.lessThan(1)));
      }
    }
  }

  private static void ingest(Inhabited server, Size size, Bounds bounds, Report report) {
    for (int connections : List.of(1, MANY)) {
      String work = "durable ingest %s, %s".formatted(size.name(), connections(connections));
      Measured measured =
          Measured.of(
              server,
              connections,
              server.ofOwner("POST", "/v1/data/" + size.scope(), Documents.ofSize(size.bytes())),
              CREATED,
              bounds,
              Math.max(1, bounds.requestsMax() / size.requestsPart()));
      add(measured, work, report, connections == MANY ? size.ingestMicros() : 0);
      report.add(measured.p99(work));
    }
  }

  private static void add(Measured measured, String work, Report report, int microsMax) {
    boolean isSmallIngest = work.startsWith("durable ingest 1 KB") && microsMax > 0;
    report.add(
        isSmallIngest
            ? Figure.of(
                work, "requests", measured.result().perSecond(), "/s", Target.atLeast(2_000))
            : measured.perSecond(work));
    report.add(
        microsMax > 0
            ? Figure.of(
                work,
                "server CPU per request",
                measured.cpuMicros(),
                "µs",
                Target.atMost(microsMax))
            : measured.cpu(work));
    report.add(measured.p50(work));
  }

  private static Figure rss(String when, Inhabited server, Optional<Target> target) {
    return new Figure("resident memory", when, server.usage().residentBytes() / MIB, "MiB", target);
  }

  private static String connections(int number) {
    return number == 1 ? "1 connection" : number + " connections";
  }

  private static String minutes(Bounds bounds) {
    return bounds.afterwards().toMinutes() + " minutes";
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
