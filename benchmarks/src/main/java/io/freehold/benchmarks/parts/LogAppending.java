package io.freehold.benchmarks.parts;

import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.AccessLog;
import io.freehold.benchmarks.process.Home;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.identity.ClientInfo;
import java.time.InstantSource;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A line of the access log, chained and handed to the operating system.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // the harness calls `prepare` first
public class LogAppending {
  private final AccessLogEntry entry =
      new AccessLogEntry(
          "00000000-0000-4000-8000-000000000000",
          Optional.of(Grants.GRANT_ID.value()),
          Grants.READER.address().value(),
          "read",
          Optional.of("instagram.profile"),
          Grants.NOW,
          new ClientInfo("127.0.0.1", "bench"),
          200,
          "ok",
          "bench");

  private Home home;
  private PersistenceAdapter persistence;
  private AccessLog log;

  @Setup
  public void prepare() {
    home = Folder.home();
    persistence =
        PersistenceAdapter.open(home.path(), Limits.DEFAULT, InstantSource.fixed(Grants.NOW));
    log = persistence.accessLog(Grants.OWNER, Grants.CHAIN.signatures());
  }

  @TearDown
  public void close() {
    persistence.close();
    home.close();
  }

  @Benchmark
  public void append() {
    log.append(entry);
  }
}
