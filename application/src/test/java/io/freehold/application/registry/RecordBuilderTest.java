package io.freehold.application.registry;

import static io.freehold.application.registry.RegistryWorld.NO_NONCE;
import static io.freehold.application.testing.Cast.APP_URL;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.BUILDER_KEY;
import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Registry;
import io.freehold.application.testing.FakeSigner;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.Problem;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordBuilderTest {
  private final RegistryWorld world = new RegistryWorld();

  @Test
  void recordsABuilderThatItsOwnerSigned() {
    BuilderRegistration builder = builder(STRANGER, APP_URL);

    BuilderId id = record(builder, STRANGER_KEY);

    Entry<BuilderRegistration> entry = world.registry.findBuilder(BUILDER).orElseThrow();
    assertThat(entry.id()).isEqualTo(id.value());
    assertThat(entry.message()).isEqualTo(builder);
    assertThat(entry.signer()).isEqualTo(STRANGER);
    assertThat(entry.signature()).isEqualTo(STRANGER_KEY.sign(builder));
    assertThat(entry.addedAt()).isEqualTo(NOW);
    assertThat(entry.status()).isEqualTo(ChainStatus.PENDING);
  }

  @Test
  void refusesEverySignerButTheOwner() {
    world.registerServer();

    for (FakeSigner signer : new FakeSigner[] {BUILDER_KEY, SERVER_KEY, STRANGER_KEY}) {
      assertRefused(() -> record(builder(OWNER, APP_URL), signer), Problem.SignerNotAllowed.class);
    }
    assertThat(world.registry.findBuilder(BUILDER)).isEmpty();
  }

  @Test
  void refusesAKeyThatIsNotTheGrantees() {
    var builder = new BuilderRegistration(BUILDER, BUILDER, STRANGER_KEY.publicKey(), APP_URL);

    assertRefused(() -> record(builder, BUILDER_KEY), Problem.MalformedRequest.class);
  }

  @Test
  void saysWhenItIsThereAlready() {
    BuilderId id = record(builder(BUILDER, APP_URL), BUILDER_KEY);

    var refusal =
        assertRefused(
            () -> record(builder(BUILDER, APP_URL), BUILDER_KEY), Problem.AlreadyRegistered.class);

    assertThat(refusal).isEqualTo(new Problem.AlreadyRegistered("builder", id.value()));
  }

  @Test
  void letsTheSameOwnerMoveTheApplication() {
    record(builder(BUILDER, APP_URL), BUILDER_KEY);

    record(builder(BUILDER, "https://new.example.com"), BUILDER_KEY);

    assertThat(world.registry.findBuilder(BUILDER).orElseThrow().message().appUrl())
        .isEqualTo("https://new.example.com");
  }

  @Test
  void leavesAGranteeWithWhomeverRegisteredItFirst() {
    record(builder(OWNER, APP_URL), OWNER_KEY);

    var refusal =
        assertRefused(
            () -> record(builder(STRANGER, APP_URL), STRANGER_KEY), Problem.SignerNotAllowed.class);

    assertThat(refusal).isEqualTo(new Problem.SignerNotAllowed(STRANGER, OWNER));
    assertThat(world.registry.findBuilder(BUILDER).orElseThrow().message().owner())
        .isEqualTo(OWNER);
  }

  @Test
  void leavesAGranteeWithWhomeverWasFirstByAMoment() {
    Registry racing = world.before("saveBuilder", () -> record(builder(OWNER, APP_URL), OWNER_KEY));
    var late = new RecordBuilder(racing, world.ids, world.signatures(), CLOCK);
    BuilderRegistration builder = builder(STRANGER, APP_URL);

    assertRefused(
        () -> late.record(builder, STRANGER_KEY.sign(builder), NO_NONCE),
        Problem.SignerNotAllowed.class);

    assertThat(world.registry.findBuilder(BUILDER).orElseThrow().message().owner())
        .isEqualTo(OWNER);
  }

  @Test
  void letsTheGranteeItselfTakeOverFromWhomeverWasFirstByAMoment() {
    Registry racing =
        world.before("saveBuilder", () -> record(builder(STRANGER, APP_URL), STRANGER_KEY));
    var late = new RecordBuilder(racing, world.ids, world.signatures(), CLOCK);
    BuilderRegistration builder = builder(BUILDER, APP_URL);

    var _ = late.record(builder, BUILDER_KEY.sign(builder), NO_NONCE);

    assertThat(world.registry.findBuilder(BUILDER).orElseThrow().message()).isEqualTo(builder);
  }

  @Test
  void letsTheGranteeItselfTakeOverWhatSomebodyRegisteredBeforeIt() {
    record(builder(STRANGER, "https://evil.example"), STRANGER_KEY);

    record(builder(BUILDER, APP_URL), BUILDER_KEY);

    assertThat(world.registry.findBuilder(BUILDER).orElseThrow().message().appUrl())
        .isEqualTo(APP_URL);
    assertRefused(
        () -> record(builder(STRANGER, "https://evil.example"), STRANGER_KEY),
        Problem.SignerNotAllowed.class);
  }

  @Test
  void takesNoncesInTheirOrderWhereTheyAreSent() {
    record(builder(BUILDER, "https://a.example"), 1);

    var refusal =
        assertRefused(
            () -> record(builder(BUILDER, "https://b.example"), 1), Problem.NonceMismatch.class);

    assertThat(refusal).isEqualTo(new Problem.NonceMismatch(2, 1));
    assertRefused(
        () -> record(builder(BUILDER, "https://b.example"), 3), Problem.NonceMismatch.class);
    record(builder(BUILDER, "https://b.example"), 2);
    record(builder(BUILDER, "https://c.example"), BUILDER_KEY);
    assertThat(world.registry.findBuilder(BUILDER).orElseThrow().message().appUrl())
        .isEqualTo("https://c.example");
  }

  @Test
  void usesNoNonceUpForARefusal() {
    assertRefused(
        () ->
            world.recordBuilder.record(
                builder(BUILDER, APP_URL),
                STRANGER_KEY.sign(builder(BUILDER, APP_URL)),
                OptionalLong.of(1)),
        Problem.SignerNotAllowed.class);

    assertThat(world.registry.nonce(BUILDER, "registerBuilder")).isZero();
  }

  private BuilderId record(BuilderRegistration builder, FakeSigner signer) {
    return world.recordBuilder.record(builder, signer.sign(builder), NO_NONCE);
  }

  private BuilderId record(BuilderRegistration builder, long nonce) {
    return world.recordBuilder.record(builder, BUILDER_KEY.sign(builder), OptionalLong.of(nonce));
  }

  private static BuilderRegistration builder(Address owner, String appUrl) {
    return new BuilderRegistration(owner, BUILDER, BUILDER_KEY.publicKey(), appUrl);
  }
}
