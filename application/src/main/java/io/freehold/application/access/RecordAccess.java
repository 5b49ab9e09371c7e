package io.freehold.application.access;

import io.freehold.application.port.AccessLog;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.ClientInfo;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Writes down what was asked and what became of it, refused or not (§5.4).
public final class RecordAccess {
  private final AccessLog accessLog;
  private final InstantSource clock;
  private final RandomGenerator random;

  public RecordAccess(AccessLog accessLog, InstantSource clock, RandomGenerator random) {
    this.accessLog = accessLog;
    this.clock = clock;
    this.random = random;
  }

  /// What is known of an access at its end.
  ///
  /// @param caller empty when nobody was proved to ask
  /// @param outcome `ok`, or the error code of the refusal
  public record Access(
      Optional<Caller> caller,
      String action,
      Optional<String> scope,
      ClientInfo client,
      int status,
      String outcome,
      String requestId) {}

  public void record(Access access) {
    accessLog.append(
        new AccessLogEntry(
            new UUID(random.nextLong(), random.nextLong()).toString(),
            access.caller().flatMap(RecordAccess::grantOf),
            access.caller().map(caller -> caller.address().value()).orElse("anonymous"),
            access.action(),
            access.scope(),
            clock.instant(),
            access.client(),
            access.status(),
            access.outcome(),
            access.requestId()));
  }

  private static Optional<String> grantOf(Caller caller) {
    return switch (caller) {
      case Caller.Owner _ -> Optional.of("owner");
      case Caller.BuilderApp app -> app.grantId().map(Object::toString);
    };
  }
}
