package io.freehold.benchmarks.whole;

import io.freehold.benchmarks.load.Load;
import io.freehold.benchmarks.load.Requests;
import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Report;
import io.freehold.benchmarks.report.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Pages of scopes and of versions, when little is stored and when much is: the cost is to be the
/// same.
final class Listings implements Experiment {
  private static final int CONNECTIONS = 32;
  private static final int SCOPES = 1_000;
  private static final int FEW = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final byte[] DOCUMENT = "{\"n\":1}".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String name() {
    return "listings";
  }

  @Override
  public void run(Checkout checkout, Bounds bounds, Report report) {
    try (var home = Home.in(checkout.workFolder());
        var server = Inhabited.start(checkout, home, Map.of("FREEHOLD_SCHEMAS_POLICY", "off"))) {
      store(server, FEW);
      measure(server, "%,d versions".formatted(FEW), bounds, report);
      store(server, bounds.versions() - FEW);
      measure(server, "%,d versions".formatted(bounds.versions()), bounds, report);
    }
  }

  /// Half of it in one scope, the other half spread over many.
  private static void store(Inhabited server, int versions) {
    List<Requests> targets = new ArrayList<>();
    for (int i = 0; i < Math.min(SCOPES, Math.max(1, versions / 2)); i++) {
      targets.add(server.ofOwner("POST", "/v1/data/spread.scope" + i, DOCUMENT));
    }
    Requests one = server.ofOwner("POST", "/v1/data/bench.versions", DOCUMENT);
    int[] sent = new int[1];
    Requests mixed =
        () -> {
          int number = sent[0]++;
          return (number % 2 == 0 ? one : targets.get(number / 2 % targets.size())).next();
        };
    new Load(server.address(), CONNECTIONS, mixed).run(PATIENCE, versions).onlyOf(201);
  }

  private static void measure(Inhabited server, String stored, Bounds bounds, Report report) {
    page(server, "scopes", "/v1/data?limit=20", stored, bounds, report);
    page(server, "versions", "/v1/data/bench.versions/versions?limit=20", stored, bounds, report);
  }

  private static void page(
      Inhabited server, String what, String target, String stored, Bounds bounds, Report report) {
    String work = "page of 20 " + what + ", " + stored + " stored";
    Measured measured =
        Measured.of(
            server,
            CONNECTIONS,
            server.ofOwner("GET", target, new byte[0]),
            200,
            bounds,
            bounds.requestsMax());
    report.add(measured.perSecond(work));
    report.add(
        Figure.of(work, "server CPU per request", measured.cpuMicros(), "µs", Target.atMost(250)));
    report.add(measured.p99(work));
  }
}
