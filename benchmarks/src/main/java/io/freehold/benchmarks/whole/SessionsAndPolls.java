package io.freehold.benchmarks.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.benchmarks.load.Load;
import io.freehold.benchmarks.load.LoadResult;
import io.freehold.benchmarks.load.Requests;
import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Report;
import io.freehold.benchmarks.report.Target;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// The session relay: how many sessions begin, how many polls are answered, and what ten thousand
/// pages cost that ask every two seconds.
final class SessionsAndPolls implements Experiment {
  private static final int MANY = 32;
  private static final int PAGES = 10_000;
  private static final int SECONDS_BETWEEN_POLLS = 2;
  private static final int SESSIONS = 1_000;
  private static final int INITS_MAX = 20_000;
  private static final int OK = 200;

  /// One builder and one address do the work of many.
  private static final Map<String, String> UNPACED =
      Map.of(
          "FREEHOLD_LIMITS_SESSIONS_PER_BUILDER_MAX", "1000000",
          "FREEHOLD_LIMITS_SESSIONS_MAX", "1000000",
          "FREEHOLD_LIMITS_POLLS_PER_SECOND", "1000000",
          "FREEHOLD_LIMITS_POLL_BURST", "1000000",
          "FREEHOLD_LIMITS_ADDRESS_REQUESTS_PER_SECOND", "1000000",
          "FREEHOLD_LIMITS_ADDRESS_BURST", "1000000");

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public void run(Checkout checkout, Bounds bounds, Report report) {
    try (var home = Home.in(checkout.workFolder());
        var server = Inhabited.start(checkout, home, UNPACED)) {
      begin(server, bounds, report);
      Requests polls = polls(server, Math.min(SESSIONS, bounds.requestsMax()));
      poll(server, polls, bounds, report);
      pages(server, polls, bounds, report);
    }
  }

  private static void begin(Inhabited server, Bounds bounds, Report report) {
    int number = Math.min(INITS_MAX, bounds.requestsMax());
    var load = new Load(server.address("relay"), MANY, inits(server, 2 * number));
    load.run(bounds.warmUp(), number).onlyOf(OK);
    Duration before = server.usage().cpu();
    LoadResult result = load.run(bounds.measured(), number).onlyOf(OK);
    double micros = server.usage().cpu().minus(before).toNanos() / 1e3 / result.requests();
    String work = "session begun, 32 connections";
    report.add(Figure.of(work, "requests", result.perSecond(), "/s"));
    report.add(Figure.of(work, "server CPU per request", micros, "µs"));
    report.add(Figure.of(work, "p99", result.millis(99), "ms"));
  }

  /// Each is good for one use, so each is signed on its own, before the clock runs.
  private static Requests inits(Inhabited server, int number) {
    List<Requests> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      byte[] body = body(server, i);
      all.add(
          Requests.of(
              "POST",
              "/v1/session/init",
              Map.of("Authorization", server.builderSigns("relay", "/v1/session/init", body)),
              body));
    }
    return new Requests() {
      private int next;

      @Override
      public ByteBuffer[] next() {
        return all.get(next++).next();
      }
    };
  }

  private static byte[] body(Inhabited server, int number) {
    return """
    {"granteeAddress":"%s","scopes":["instagram.profile"],"app_user_id":"user-%d"}
    """
        .formatted(server.builderAddress(), number)
        .strip()
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Polls of sessions that wait for an answer, one after the other.
  private static Requests polls(Inhabited server, int sessions) {
    List<Requests> all = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      JsonNode session = server.init(body(server, 1_000_000 + i));
      String target = "/v1/session/" + session.path("sessionId").asText() + "/poll";
      all.add(Requests.of("GET", target, Map.of(), new byte[0]));
    }
    return new Requests() {
      private int next;

      @Override
      public ByteBuffer[] next() {
        next = (next + 1) % all.size();
        return all.get(next).next();
      }
    };
  }

  private static void poll(Inhabited server, Requests polls, Bounds bounds, Report report) {
    var load = new Load(server.address("relay"), MANY, polls);
    load.run(bounds.warmUp(), bounds.requestsMax()).onlyOf(OK);
    Duration before = server.usage().cpu();
    LoadResult result = load.run(bounds.measured(), bounds.requestsMax()).onlyOf(OK);
    double micros = server.usage().cpu().minus(before).toNanos() / 1e3 / result.requests();
    String work = "poll of a session, 32 connections";
    report.add(Figure.of(work, "requests", result.perSecond(), "/s"));
    report.add(Figure.of(work, "server CPU per request", micros, "µs", Target.atMost(100)));
    report.add(Figure.of(work, "p99", result.millis(99), "ms"));
  }

  /// As many connections as there are pages, and as many polls a second as those send together.
  private static void pages(Inhabited server, Requests polls, Bounds bounds, Report report) {
    int pages = Math.min(PAGES, bounds.requestsMax());
    long nanosBetween = Duration.ofSeconds(SECONDS_BETWEEN_POLLS).toNanos() / pages;
    Requests paced =
        new Requests() {
          private long due = System.nanoTime();

          @Override
          public ByteBuffer[] next() {
            due = Math.max(due + nanosBetween, System.nanoTime() - nanosBetween * pages);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            return polls.next();
          }
        };
    var load = new Load(server.address("relay"), pages, paced);
    load.run(bounds.warmUp(), Integer.MAX_VALUE).onlyOf(OK);
    Duration before = server.usage().cpu();
    long begun = System.nanoTime();
    LoadResult result = load.run(bounds.measured(), Integer.MAX_VALUE).onlyOf(OK);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cores = server.usage().cpu().minus(before).toNanos() / 1e9 / seconds;
    String work = "%,d pages that poll every 2 s".formatted(pages);
    report.add(Figure.of(work, "polls answered", result.requests() / seconds, "/s"));
    report.add(Figure.of(work, "server CPU", cores, "cores", Target.lessThan(0.5)));
    report.add(
        Figure.of(
            work, "resident memory", server.usage().residentBytes() / (double) (1 << 20), "MiB"));
  }
}
