package io.freehold.application.server;

import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.SERVER_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.domain.identity.ServerIdentity;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ShowServerTest {
  private final HandSetClock clock = new HandSetClock(NOW);
  private final InMemoryOwnerRecord ownerRecord = new InMemoryOwnerRecord();
  private final AtomicReference<ServerIdentity> identity = new AtomicReference<>(SERVER_IDENTITY);
  private final ShowServer showServer = new ShowServer(identity::get, ownerRecord, clock);

  @Test
  void saysForHowLongItHasRun() {
    assertThat(showServer.show().uptime()).isEqualTo(Duration.ZERO);

    clock.advance(Duration.ofSeconds(90));

    assertThat(showServer.show().uptime()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void saysWhoseItIsOnceItIsSomebodys() {
    assertThat(showServer.show().owner()).isEmpty();

    ownerRecord.claim(OWNER);

    assertThat(showServer.show().owner()).contains(OWNER);
  }

  @Test
  void saysWhoItIsAtThisMoment() {
    assertThat(showServer.show().identity()).isEqualTo(SERVER_IDENTITY);
    var moved =
        new ServerIdentity(
            SERVER_IDENTITY.address(), SERVER_IDENTITY.publicKey(), "https://moved.example.com");

    identity.set(moved);

    assertThat(showServer.show().identity()).isEqualTo(moved);
  }
}
