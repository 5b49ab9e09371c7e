package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.SERVER_URL;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.ServerRegistry;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import org.junit.jupiter.api.Test;

/// What every `ServerRegistry` does. Signatures are those of `FakeSigner`.
public abstract class ServerRegistryContract {
  /// A registry that knows no server.
  protected abstract ServerRegistry servers();

  @Test
  void knowsNoServerBeforeItsOwnerRegisteredIt() {
    assertThat(servers().isRegistered(SERVER, OWNER)).isFalse();
  }

  @Test
  void knowsAServerOnceItsOwnerRegisteredIt() {
    ServerRegistry servers = servers();
    ServerRegistration registration = registration(OWNER, SERVER_URL);

    servers.register(registration, OWNER_KEY.sign(registration));

    assertThat(servers.isRegistered(SERVER, OWNER)).isTrue();
  }

  @Test
  void knowsAServerForItsOwnerAlone() {
    ServerRegistry servers = servers();
    ServerRegistration registration = registration(OWNER, SERVER_URL);

    servers.register(registration, OWNER_KEY.sign(registration));

    assertThat(servers.isRegistered(SERVER, STRANGER)).isFalse();
    assertThat(servers.isRegistered(OWNER, OWNER)).isFalse();
    assertThat(servers.isRegistered(STRANGER, OWNER)).isFalse();
  }

  @Test
  void takesTheSameRegistrationAgainAndANewUrl() {
    ServerRegistry servers = servers();
    ServerRegistration registration = registration(OWNER, SERVER_URL);
    ServerRegistration moved = registration(OWNER, "https://elsewhere.example.com");

    servers.register(registration, OWNER_KEY.sign(registration));
    servers.register(registration, OWNER_KEY.sign(registration));
    servers.register(moved, OWNER_KEY.sign(moved));

    assertThat(servers.isRegistered(SERVER, OWNER)).isTrue();
  }

  @Test
  void refusesASignatureThatIsNotTheOwners() {
    ServerRegistry servers = servers();
    ServerRegistration registration = registration(OWNER, SERVER_URL);

    assertRefused(
        () -> servers.register(registration, SERVER_KEY.sign(registration)),
        Problem.SignerNotAllowed.class);

    assertThat(servers.isRegistered(SERVER, OWNER)).isFalse();
  }

  @Test
  void leavesAServerWithWhomeverRegisteredItFirst() {
    ServerRegistry servers = servers();
    ServerRegistration registration = registration(OWNER, SERVER_URL);
    ServerRegistration theft = registration(STRANGER, SERVER_URL);
    servers.register(registration, OWNER_KEY.sign(registration));

    assertRefused(
        () -> servers.register(theft, STRANGER_KEY.sign(theft)), Problem.SignerNotAllowed.class);

    assertThat(servers.isRegistered(SERVER, OWNER)).isTrue();
    assertThat(servers.isRegistered(SERVER, STRANGER)).isFalse();
  }

  private static ServerRegistration registration(Address owner, String url) {
    return new ServerRegistration(owner, SERVER, SERVER_KEY.publicKey(), url);
  }
}
