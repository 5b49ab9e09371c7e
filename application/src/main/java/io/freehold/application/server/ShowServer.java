package io.freehold.application.server;

import io.freehold.application.port.OwnerRecord;
import io.freehold.domain.Address;
import io.freehold.domain.identity.ServerIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Says that this server is alive, whose it is and who it is, without asking anybody (§4.1.5).
public final class ShowServer {
  private final Supplier<ServerIdentity> identity;
  private final OwnerRecord ownerRecord;
  private final InstantSource clock;
  private final Instant startedAt;

  /// @param identity asked at every call: the URL is known once the server listens
  public ShowServer(
      Supplier<ServerIdentity> identity, OwnerRecord ownerRecord, InstantSource clock) {
    this.identity = identity;
    this.ownerRecord = ownerRecord;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /// @param owner empty until somebody claimed this server
  public record Shown(ServerIdentity identity, Optional<Address> owner, Duration uptime) {}

  public Shown show() {
    return new Shown(
        identity.get(), ownerRecord.find(), Duration.between(startedAt, clock.instant()));
  }
}
