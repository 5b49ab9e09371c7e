package io.freehold.application.registry;

import static io.freehold.application.registry.RegistryWorld.NO_NONCE;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.FakeSigner;
import io.freehold.application.testing.SampleGrant;
import io.freehold.domain.BuilderId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordGrantTest {
  private static final List<String> PROFILE = List.of("instagram.profile");

  private final RegistryWorld world = new RegistryWorld();
  private final BuilderId builderId = world.registerBuilder();

  @Test
  void recordsWhatTheOwnerSigned() {
    GrantRegistration grant = registration(aGrant());

    GrantId id = record(grant, OWNER_KEY);

    Entry<GrantMessage> entry = world.registry.findGrant(id).orElseThrow();
    assertThat(entry.message()).isEqualTo(grant);
    assertThat(entry.signer()).isEqualTo(OWNER);
    assertThat(entry.signature()).isEqualTo(OWNER_KEY.sign(grant));
    assertThat(entry.addedAt()).isEqualTo(NOW);
    assertThat(entry.isRemoved()).isFalse();
    assertThat(world.registry.grantsOf(OWNER, new Page(10, 0)).items()).containsExactly(entry);
    assertThat(world.registry.grantsTo(BUILDER, new Page(10, 0)).items()).containsExactly(entry);
  }

  @Test
  void recordsWhatAServerOfTheOwnerSigned() {
    world.registerServer();

    GrantId id = record(registration(aGrant()), SERVER_KEY);

    assertThat(world.registry.findGrant(id).orElseThrow().signer()).isEqualTo(SERVER);
  }

  @Test
  void refusesEveryOtherSigner() {
    assertRefused(() -> record(registration(aGrant()), SERVER_KEY), Problem.SignerNotAllowed.class);
    assertRefused(
        () -> record(registration(aGrant()), STRANGER_KEY), Problem.SignerNotAllowed.class);

    world.registerServerOf(STRANGER_KEY);
    var refusal =
        assertRefused(
            () -> record(registration(aGrant()), SERVER_KEY), Problem.SignerNotAllowed.class);
    assertThat(refusal).isEqualTo(new Problem.SignerNotAllowed(SERVER, OWNER));
  }

  @Test
  void refusesAServerThatItsOwnerTookBack() {
    world.registerServer();
    world.takeServerBack();

    assertRefused(() -> record(registration(aGrant()), SERVER_KEY), Problem.SignerNotAllowed.class);
  }

  @Test
  void refusesASignatureOverOtherTerms() {
    Signature signature = OWNER_KEY.sign(registration(aGrant()));

    assertRefused(
        () -> world.recordGrant.record(registration(aGrant().of("*")), signature, NO_NONCE),
        Problem.SignerNotAllowed.class);
  }

  @Test
  void refusesASignatureOfNobody() {
    assertRefused(
        () ->
            world.recordGrant.record(
                registration(aGrant()), new Signature("0x" + "0".repeat(128) + "1b"), NO_NONCE),
        Problem.Unauthorized.class);
  }

  @Test
  void refusesTermsOfAnotherGrantor() {
    assertRefused(
        () -> record(registration(OWNER, aGrant().from(STRANGER)), OWNER_KEY),
        Problem.MalformedRequest.class);
    assertRefused(
        () -> record(registration(STRANGER, aGrant()), STRANGER_KEY),
        Problem.MalformedRequest.class);
  }

  @Test
  void refusesTermsForAnotherGrantee() {
    assertRefused(
        () -> record(registration(aGrant().to(STRANGER)), OWNER_KEY),
        Problem.MalformedRequest.class);
  }

  @Test
  void refusesTermsThatAreNoTerms() {
    for (String text : List.of("", "{}", "not json", "{\"user\":\"0x\"}")) {
      assertRefused(
          () -> record(new GrantRegistration(OWNER, builderId, text, List.of()), OWNER_KEY),
          Problem.MalformedRequest.class);
    }
    assertRefused(
        () -> record(specGrant(List.of("not a scope")), OWNER_KEY), Problem.MalformedRequest.class);
    assertRefused(() -> record(specGrant(List.of()), OWNER_KEY), Problem.MalformedRequest.class);
    assertRefused(
        () -> record(new VersionedGrant(OWNER, builderId, PROFILE, 1, Long.MAX_VALUE), OWNER_KEY),
        Problem.MalformedRequest.class);
  }

  @Test
  void refusesAGranteeThatIsNotRegistered() {
    var unknown = new BuilderId("0x" + "55".repeat(32));

    assertRefused(
        () ->
            record(
                new GrantRegistration(
                    OWNER, unknown, world.texts.format(aGrant().terms()), List.of()),
                OWNER_KEY),
        Problem.RecordNotFound.class);
    assertRefused(
        () -> record(new VersionedGrant(OWNER, unknown, PROFILE, 1, 0), OWNER_KEY),
        Problem.RecordNotFound.class);
    assertRefused(
        () ->
            record(new SpecGrant(OWNER, STRANGER, PROFILE, 0, 1, Contract.PERMISSIONS), OWNER_KEY),
        Problem.BuilderNotRegistered.class);
  }

  @Test
  void recordsTheOtherTwoFormsThatAreSigned() {
    GrantId spec = record(specGrant(PROFILE), OWNER_KEY);
    GrantId versioned = record(new VersionedGrant(OWNER, builderId, PROFILE, 2, 0), OWNER_KEY);

    assertThat(world.registry.findGrant(spec).orElseThrow().message())
        .isInstanceOf(SpecGrant.class);
    assertThat(world.registry.findGrant(versioned).orElseThrow().message())
        .isInstanceOf(VersionedGrant.class);
    assertThat(world.registry.grantsTo(BUILDER, new Page(10, 0)).total()).isEqualTo(2);
  }

  @Test
  void knowsTheSameTermsInAnyFormByTheSameId() {
    GrantId id = record(registration(aGrant().withNonce(1)), OWNER_KEY);

    var refusal =
        assertRefused(() -> record(specGrant(PROFILE), OWNER_KEY), Problem.AlreadyRegistered.class);

    assertThat(refusal).isEqualTo(new Problem.AlreadyRegistered("grant", id.value()));
  }

  @Test
  void keepsARevokedGrantRevokedWhenItIsSentAgain() {
    GrantRegistration grant = registration(aGrant());
    GrantId id = record(grant, OWNER_KEY);
    revoke(id, OWNER_KEY, OWNER_KEY);

    assertRefused(() -> record(grant, OWNER_KEY), Problem.AlreadyRegistered.class);
    world.registerServer();
    assertRefused(() -> record(grant, SERVER_KEY), Problem.AlreadyRegistered.class);

    assertThat(world.registry.findGrant(id).orElseThrow().isRemoved()).isTrue();
  }

  @Test
  void isRevokedByTheOwnerOrAServerOfTheOwner() {
    world.registerServer();
    GrantId first = record(registration(aGrant().withNonce(1)), OWNER_KEY);
    GrantId second = record(registration(aGrant().withNonce(2)), OWNER_KEY);

    revoke(first, OWNER_KEY, OWNER_KEY);
    revoke(second, OWNER_KEY, SERVER_KEY);

    assertThat(world.registry.findGrant(first).orElseThrow().removal().orElseThrow().at())
        .isEqualTo(NOW);
    assertThat(world.registry.findGrant(second).orElseThrow().isRemoved()).isTrue();
  }

  @Test
  void isRevokedByNobodyElse() {
    GrantId id = record(registration(aGrant()), OWNER_KEY);

    assertRefused(() -> revoke(id, OWNER_KEY, STRANGER_KEY), Problem.SignerNotAllowed.class);
    assertRefused(() -> revoke(id, STRANGER_KEY, STRANGER_KEY), Problem.GrantNotFound.class);

    assertThat(world.registry.findGrant(id).orElseThrow().isRemoved()).isFalse();
  }

  @Test
  void isRevokedOnce() {
    GrantId id = record(registration(aGrant()), OWNER_KEY);
    revoke(id, OWNER_KEY, OWNER_KEY);

    assertRefused(() -> revoke(id, OWNER_KEY, OWNER_KEY), Problem.AlreadyRegistered.class);
    assertRefused(
        () -> revoke(new GrantId("0x" + "99".repeat(32)), OWNER_KEY, OWNER_KEY),
        Problem.GrantNotFound.class);
  }

  @Test
  void takesNoncesInTheirOrderWhereTheyAreSent() {
    GrantRegistration grant = registration(aGrant());

    var refusal =
        assertRefused(
            () -> world.recordGrant.record(grant, OWNER_KEY.sign(grant), OptionalLong.of(5)),
            Problem.NonceMismatch.class);
    assertThat(refusal).isEqualTo(new Problem.NonceMismatch(1, 5));
    GrantId id = world.recordGrant.record(grant, OWNER_KEY.sign(grant), OptionalLong.of(1));

    var revocation = new GrantRevocation(OWNER, id);
    world.recordGrantRevocation.record(revocation, OWNER_KEY.sign(revocation), OptionalLong.of(1));
    assertThat(world.registry.nonce(OWNER, "addPermission")).isEqualTo(1);
    assertThat(world.registry.nonce(OWNER, "revokePermission")).isEqualTo(1);
  }

  private GrantId record(GrantMessage grant, FakeSigner signer) {
    return world.recordGrant.record(grant, signer.sign(grant), NO_NONCE);
  }

  private void revoke(GrantId id, FakeSigner owner, FakeSigner signer) {
    var revocation = new GrantRevocation(owner.address(), id);
    world.recordGrantRevocation.record(revocation, signer.sign(revocation), NO_NONCE);
  }

  private GrantRegistration registration(SampleGrant grant) {
    return registration(grant.grantor(), grant);
  }

  private GrantRegistration registration(io.freehold.domain.Address owner, SampleGrant grant) {
    return new GrantRegistration(owner, builderId, world.texts.format(grant.terms()), List.of());
  }

  private static SpecGrant specGrant(List<String> scopes) {
    return new SpecGrant(OWNER, BUILDER, scopes, 0, 1, Contract.PERMISSIONS);
  }
}
