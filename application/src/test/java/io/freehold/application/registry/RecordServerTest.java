package io.freehold.application.registry;

import static io.freehold.application.registry.RegistryWorld.NO_NONCE;
import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.SERVER_URL;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Registry;
import io.freehold.application.testing.FakeSigner;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.ServerId;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordServerTest {
  private final RegistryWorld world = new RegistryWorld();

  @Test
  void recordsAServerThatItsOwnerSigned() {
    ServerId id = record(server(OWNER, SERVER_URL), OWNER_KEY);

    Entry<ServerRegistration> entry = world.registry.findServer(SERVER).orElseThrow();
    assertThat(entry.id()).isEqualTo(id.value());
    assertThat(entry.message()).isEqualTo(server(OWNER, SERVER_URL));
    assertThat(entry.signer()).isEqualTo(OWNER);
    assertThat(entry.addedAt()).isEqualTo(NOW);
    assertThat(world.registry.findNewestServerOf(OWNER)).contains(entry);
  }

  @Test
  void refusesEverySignerButTheOwnerEvenTheServerItself() {
    record(server(OWNER, SERVER_URL), OWNER_KEY);

    assertRefused(
        () -> record(server(OWNER, "https://b.example"), SERVER_KEY),
        Problem.SignerNotAllowed.class);
    assertRefused(
        () -> record(server(OWNER, "https://b.example"), STRANGER_KEY),
        Problem.SignerNotAllowed.class);
  }

  @Test
  void refusesAKeyThatIsNotTheServers() {
    var server = new ServerRegistration(OWNER, SERVER, OWNER_KEY.publicKey(), SERVER_URL);

    assertRefused(() -> record(server, OWNER_KEY), Problem.MalformedRequest.class);
    assertThat(world.registry.findServer(SERVER)).isEmpty();
  }

  @Test
  void saysWhenItIsThereAlready() {
    ServerId id = record(server(OWNER, SERVER_URL), OWNER_KEY);

    var refusal =
        assertRefused(
            () -> record(server(OWNER, SERVER_URL), OWNER_KEY), Problem.AlreadyRegistered.class);

    assertThat(refusal).isEqualTo(new Problem.AlreadyRegistered("server", id.value()));
  }

  @Test
  void letsTheOwnerMoveTheServer() {
    record(server(OWNER, SERVER_URL), OWNER_KEY);

    record(server(OWNER, "https://new.example.com"), OWNER_KEY);

    assertThat(world.registry.findServer(SERVER).orElseThrow().message().serverUrl())
        .isEqualTo("https://new.example.com");
  }

  @Test
  void leavesAServerWithWhomeverRegisteredItFirst() {
    record(server(OWNER, SERVER_URL), OWNER_KEY);

    assertRefused(
        () -> record(server(STRANGER, "https://evil.example"), STRANGER_KEY),
        Problem.SignerNotAllowed.class);
    assertThat(world.registry.findServer(SERVER).orElseThrow().message())
        .isEqualTo(server(OWNER, SERVER_URL));
  }

  @Test
  void leavesAServerWithWhomeverWasFirstByAMoment() {
    Registry racing =
        world.before("saveServer", () -> record(server(OWNER, SERVER_URL), OWNER_KEY));
    var late = new RecordServer(racing, world.ids, world.signatures(), CLOCK);
    ServerRegistration server = server(STRANGER, "https://evil.example");

    assertRefused(
        () -> late.record(server, STRANGER_KEY.sign(server), NO_NONCE),
        Problem.SignerNotAllowed.class);

    assertThat(world.registry.findServer(SERVER).orElseThrow().message())
        .isEqualTo(server(OWNER, SERVER_URL));
  }

  @Test
  void letsTheOwnerAndNobodyElseBringBackAServerThatWasTakenBack() {
    record(server(OWNER, SERVER_URL), OWNER_KEY);
    world.takeServerBack();

    assertRefused(
        () -> record(server(STRANGER, SERVER_URL), STRANGER_KEY), Problem.SignerNotAllowed.class);
    record(server(OWNER, SERVER_URL), OWNER_KEY);

    assertThat(world.registry.findServer(SERVER).orElseThrow().isRemoved()).isFalse();
  }

  @Test
  void takesNoncesInTheirOrderWhereTheyAreSent() {
    ServerRegistration server = server(OWNER, SERVER_URL);

    assertRefused(
        () -> world.recordServer.record(server, OWNER_KEY.sign(server), OptionalLong.of(0)),
        Problem.NonceMismatch.class);
    assertThat(world.registry.findServer(SERVER)).isEmpty();
    world.recordServer.record(server, OWNER_KEY.sign(server), OptionalLong.of(1));
    assertThat(world.registry.nonce(OWNER, "registerServer")).isEqualTo(1);
  }

  private ServerId record(ServerRegistration server, FakeSigner signer) {
    return world.recordServer.record(server, signer.sign(server), NO_NONCE);
  }

  private static ServerRegistration server(Address owner, String url) {
    return new ServerRegistration(owner, SERVER, SERVER_KEY.publicKey(), url);
  }
}
