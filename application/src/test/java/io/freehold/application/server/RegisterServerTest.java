package io.freehold.application.server;

import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_IDENTITY;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.SERVER_URL;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.domain.Problem;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import org.junit.jupiter.api.Test;

class RegisterServerTest {
  private static final ServerRegistration REGISTRATION =
      new ServerRegistration(OWNER, SERVER, SERVER_KEY.publicKey(), SERVER_URL);

  private final InMemoryServerRegistry servers = new InMemoryServerRegistry();
  private final RegisterServer registerServer = new RegisterServer(() -> SERVER_IDENTITY, servers);

  @Test
  void registersThisServerWithItsOwnersSignature() {
    registerServer.register(theOwner(), OWNER_KEY.sign(REGISTRATION));

    assertThat(servers.isRegistered(SERVER, OWNER)).isTrue();
  }

  @Test
  void refusesASignatureThatIsNotTheOwners() {
    assertRefused(
        () -> registerServer.register(theOwner(), STRANGER_KEY.sign(REGISTRATION)),
        Problem.SignerNotAllowed.class);
    assertThat(servers.isRegistered(SERVER, OWNER)).isFalse();
  }

  @Test
  void refusesAnOwnersSignatureOverAnotherAddress() {
    var moved =
        new ServerRegistration(OWNER, SERVER, SERVER_KEY.publicKey(), "https://evil.example");

    assertRefused(
        () -> registerServer.register(theOwner(), OWNER_KEY.sign(moved)),
        Problem.SignerNotAllowed.class);
  }
}
