package io.freehold.benchmarks.whole;

import io.freehold.benchmarks.load.Load;
import io.freehold.benchmarks.load.Requests;
import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Report;
import io.freehold.benchmarks.report.Target;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Connect sessions at the relay: how many are begun, and what those cost that wait for an answer.
final class Sessions implements Experiment {
  private static final int CONNECTIONS = 32;
  private static final double MIB = 1 << 20;
  private static final int BEGUN_MAX = 10_000;
  private static final int POLLERS = 10_000;
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final String INIT = "/v1/session/init";

  /// One builder begins them all, from one address.
  private static final Map<String, String> UNPACED =
      Map.of(
          "FREEHOLD_LIMITS_SESSIONS_PER_BUILDER_MAX", "100000",
          "FREEHOLD_LIMITS_POLLS_PER_SECOND", "10000000",
          "FREEHOLD_LIMITS_POLL_BURST", "10000000",
          "FREEHOLD_LIMITS_ADDRESS_REQUESTS_PER_SECOND", "10000000",
          "FREEHOLD_LIMITS_ADDRESS_BURST", "10000000");

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public void run(Checkout checkout, Bounds bounds, Report report) {
    try (var home = Home.in(checkout.workFolder());
        var server = Inhabited.start(checkout, home, UNPACED)) {
      begin(server, bounds, report);
      List<String> waiting = waiting(server, Math.min(POLLERS, bounds.requestsMax()));
      poll(server, waiting, bounds, report);
      pollers(server, waiting, bounds, report);
    }
  }

  private static void begin(Inhabited server, Bounds bounds, Report report) {
    String work = "session begun, %d connections".formatted(CONNECTIONS);
    int number = Math.min(BEGUN_MAX, bounds.requestsMax());
    Requests requests = inits(server, 2 * (number + CONNECTIONS));
    var load = new Load(server.address("relay"), CONNECTIONS, requests);
    Measured measured = Measured.of(server.usage(), load, 200, bounds, number);
    report.add(measured.perSecond(work));
    report.add(measured.cpu(work));
    report.add(measured.p99(work));
  }

  /// Each is another session, signed for itself.
  private static Requests inits(Inhabited server, int number) {
    List<Requests> all = IntStream.range(0, number).mapToObj(i -> init(server, i)).toList();
    var next = new AtomicInteger();
    return () -> all.get(next.getAndIncrement()).next();
  }

  private static Requests init(Inhabited server, int number) {
    byte[] body = body(server, number);
    return Requests.of(
        "POST", INIT, Map.of("Authorization", server.signature("relay", "POST", INIT, body)), body);
  }

  private static byte[] body(Inhabited server, int number) {
    return "{\"granteeAddress\":\"%s\",\"scopes\":[\"instagram.profile\"],\"app_user_id\":\"%d\"}"
        .formatted(server.builder(), number)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> waiting(Inhabited server, int number) {
    var relay = new ApiClient(server.origin("relay"), new Credential.None());
    var ids = new ArrayList<String>();
    for (int i = 0; i < number; i++) {
      byte[] body = body(server, -1 - i);
      String signed = server.signature("relay", "POST", INIT, body);
      ids.add(
          relay
              .as(new Credential.Header(signed))
              .post(INIT, body)
              .orRefuse()
              .json()
              .path("sessionId")
              .asText());
    }
    return List.copyOf(ids);
  }

  private static void poll(Inhabited server, List<String> sessions, Bounds bounds, Report report) {
    String work = "poll of a waiting session, %d connections".formatted(CONNECTIONS);
    var load = new Load(server.address("relay"), CONNECTIONS, polls(sessions, Map.of()));
    Measured measured = Measured.of(server.usage(), load, 200, bounds, bounds.requestsMax());
    report.add(measured.perSecond(work));
    report.add(measured.cpu(work));
    report.add(measured.p99(work));
  }

  private static void pollers(
      Inhabited server, List<String> sessions, Bounds bounds, Report report) {
    String every = "%,d pollers, every %d s".formatted(sessions.size(), INTERVAL.toSeconds());
    Load plain =
        new Load(server.address("relay"), sessions.size(), polls(sessions, Map.of()), INTERVAL);
    Measured polled = Measured.of(server.usage(), plain, 200, bounds, Integer.MAX_VALUE);
    report.add(polled.perSecond(every));
    report.add(Figure.of(every, "server CPU", polled.cores(), "cores", Target.lessThan(0.5)));
    report.add(polled.p99(every));
    report.add(Figure.of(every, "resident memory", server.usage().residentBytes() / MIB, "MiB"));
    String patient = "%,d pollers that wait 5 s".formatted(sessions.size());
    Load waiting =
        new Load(
            server.address("relay"), sessions.size(), polls(sessions, Map.of("Prefer", "wait=5")));
    Measured waited = Measured.of(server.usage(), waiting, 200, bounds, Integer.MAX_VALUE);
    report.add(waited.perSecond(patient));
    report.add(Figure.of(patient, "server CPU", waited.cores(), "cores"));
  }

  private static Requests polls(List<String> sessions, Map<String, String> headers) {
    List<Requests> all =
        sessions.stream()
            .map(id -> Requests.of("GET", "/v1/session/" + id + "/poll", headers, new byte[0]))
            .toList();
    var next = new AtomicInteger();
    return () -> all.get(Math.floorMod(next.getAndIncrement(), all.size())).next();
  }
}
