package io.freehold.benchmarks.whole;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.AccessLog;
import io.freehold.application.port.Signer;
import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Report;
import io.freehold.benchmarks.report.Target;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.identity.ClientInfo;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// A page of a long access log, at its newest and at its oldest end. The log is written by the
/// server's own classes, so that its chain holds.
final class LogPages implements Experiment {
  private static final int CONNECTIONS = 32;
  private static final int DAYS = 30;
  private static final String READER = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

  @Override
  public String name() {
    return "log";
  }

  @Override
  public void run(Checkout checkout, Bounds bounds, Report report) {
    try (var home = Home.in(checkout.workFolder())) {
      report.say("  writing %,d lines ...".formatted(bounds.logLines()));
      write(home, bounds.logLines());
      try (var server = Inhabited.start(checkout, home, Map.of())) {
        String stored = "%,d lines".formatted(bounds.logLines());
        page(server, "newest 20 of " + stored, 0, bounds, report);
        page(server, "oldest 20 of " + stored, bounds.logLines() - 20, bounds, report);
      }
    }
  }

  private static void write(Home home, int lines) {
    ChainAdapter chain = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
    InstantSource clock = InstantSource.system();
    Instant today = clock.instant();
    try (var persistence = PersistenceAdapter.open(home.path(), Limits.DEFAULT, clock)) {
      Secret secret = chain.newPrivateKey(new SecureRandom());
      Signer key = chain.signer(secret);
      persistence.writeKey("server", key.address(), key.publicKey(), secret);
      AccessLog log = persistence.accessLog(key, chain.signatures());
      for (int i = 0; i < lines; i++) {
        long day = DAYS - 1L - (long) i * DAYS / lines;
        log.append(line(i, today.minus(Duration.ofDays(day))));
      }
      persistence.flush();
    }
  }

  private static AccessLogEntry line(int number, Instant time) {
    return new AccessLogEntry(
        "00000000-0000-4000-8000-%012d".formatted(number),
        Optional.of("0x%064x".formatted(number % 50)),
        READER,
        "read",
        Optional.of("bench.small"),
        time,
        new ClientInfo("127.0.0.1", "bench"),
        200,
        "ok",
        "%032x".formatted(number));
  }

  private static void page(
      Inhabited server, String which, int offset, Bounds bounds, Report report) {
    String work = "log page, " + which;
    Measured measured =
        Measured.of(
            server,
            CONNECTIONS,
            server.ofOwner("GET", "/v1/access-logs?limit=20&offset=" + offset, new byte[0]),
            200,
            bounds,
            bounds.requestsMax());
    report.add(measured.perSecond(work));
    report.add(
        Figure.of(work, "server CPU per request", measured.cpuMicros(), "µs", Target.atMost(250)));
    report.add(measured.p99(work));
  }
}
