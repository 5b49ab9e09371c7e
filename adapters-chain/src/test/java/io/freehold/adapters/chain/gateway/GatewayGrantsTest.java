package io.freehold.adapters.chain.gateway;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.Limits;
import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.Grants;
import io.freehold.application.testing.GrantsContract;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class GatewayGrantsTest extends GrantsContract {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final OnTheStub server = new OnTheStub();
  private final HandSetClock clock = new HandSetClock(NOW);
  private final InMemoryRevocations revocations = new InMemoryRevocations();

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected Grants grants() {
    server.stub.records.withTheServer();
    return server.gateway().grants();
  }

  @Override
  protected Builder registered(Address grantee) {
    return server.stub.records.register(grantee);
  }

  // What a gateway says is not believed (T12).

  @Test
  void believesAGrantThatTheServerSigned() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));

    verifyGrant().verify(grants.find(id).orElseThrow()).permit(BUILDER, PROFILE, NOW);
  }

  @Test
  void doesNotBelieveAlteredScopes() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    lieAboutData(data ->
        data.put("grant", data.get("grant").stringValue().replace("instagram.profile", "*")));

    SignedGrant served = grants.find(id).orElseThrow();

    assertThat(served.terms().scopeTexts()).containsExactly("*");
    assertRefused(() -> verifyGrant().verify(served), Problem.GrantRequired.class);
  }

  @Test
  void doesNotBelieveAnotherGrantee() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    lieAboutData(data ->
        data.put(
            "grant", data.get("grant").stringValue().replace(BUILDER.value(), STRANGER.value())));

    assertRefused(
        () -> verifyGrant().verify(grants.find(id).orElseThrow()), Problem.GrantRequired.class);
  }

  @Test
  void doesNotBelieveAGrantSignedBySomebodyElse() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    GrantMessage message = grants.find(id).orElseThrow().message();
    server.stub.lie(answer -> {
      ((ObjectNode) answer.get("proof")).put("userSignature", STRANGER_KEY.sign(message).value());
      return answer;
    });

    assertRefused(
        () -> verifyGrant().verify(grants.find(id).orElseThrow()), Problem.GrantRequired.class);
  }

  @Test
  void doesNotBelieveAServerThatTheGatewayInvented() {
    Grants grants = grants();
    Builder builder = registered(BUILDER);
    var message = (GrantMessage.GrantRegistration) aGrant().message();
    var invented =
        new GrantMessage.GrantRegistration(OWNER, builder.id(), message.grant(), List.of());
    GrantId id = record(invented, STRANGER_KEY.sign(invented), true);
    server.stub.lie(answer -> {
      ObjectNode data = (ObjectNode) answer.get("data");
      if (data.has("serverAddress")) {
        data.put("serverAddress", STRANGER.value()).put("ownerAddress", OWNER.value());
      }
      return answer;
    });

    assertRefused(
        () -> verifyGrant().verify(grants.find(id).orElseThrow()), Problem.GrantRequired.class);
  }

  @Test
  void refusesAGrantWithoutASignature() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    server.stub.lie(answer -> answer.without("proof"));

    assertRefused(() -> grants.find(id), Problem.ServiceUnavailable.class);
  }

  @Test
  void takesTheSignatureFromTheRecordAsWell() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    server.stub.lie(answer -> {
      String signature = answer.get("proof").get("userSignature").stringValue();
      ((ObjectNode) answer.get("data")).put("signature", signature);
      return answer.without("proof");
    });

    verifyGrant().verify(grants.find(id).orElseThrow());
  }

  // Revocations (T13).

  @Test
  void hearsOfARevocationWithinTheMaximumAge() {
    Grants grants = rememberingGrants(false);
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    assertThat(grants.find(id).orElseThrow().revokedAt()).isEmpty();
    revokeBehindItsBack(id);

    clock.advance(TEN_SECONDS.minusMillis(1));
    assertThat(grants.find(id).orElseThrow().revokedAt()).isEmpty();

    clock.advance(Duration.ofMillis(1));
    assertThat(grants.find(id).orElseThrow().revokedAt()).isPresent();
  }

  @Test
  void remembersNothingWhenTheMaximumAgeIsZero() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    grants.find(id);
    revokeBehindItsBack(id);

    assertThat(grants.find(id).orElseThrow().revokedAt()).isPresent();
  }

  @Test
  void letsALocalRevocationWinOverAGatewayThatHidesIt() {
    Grants grants = rememberingGrants(false);
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    lieAboutData(data -> data.putNull("revokedAt"));

    revocations.add(id, NOW);

    assertRefused(
        () -> verifyGrant().verify(grants.find(id).orElseThrow()).permit(BUILDER, PROFILE, NOW),
        Problem.GrantRevoked.class);
  }

  @Test
  void keepsAGrantRevokedOnceItWasSeenRevoked() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    revokeBehindItsBack(id);
    assertThat(verified(grants, id).revokedAt()).contains(NOW);
    SignedGrant seen = grants.find(id).orElseThrow();
    GrantId alias = record(seen.message(), seen.signature(), true);

    lieAboutData(data -> data.putNull("revokedAt"));

    assertThat(verified(grants, id).revokedAt()).contains(NOW);
    assertThat(verified(grants, alias).revokedAt()).contains(NOW);
    assertThat(verified(server.gateway().grants(), id).revokedAt()).contains(NOW);
  }

  @Test
  void takesAStatusOfRevokedForARevocation() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    lieAboutData(data -> data.put("status", "revoked"));

    assertThat(grants.find(id).orElseThrow().revokedAt()).isPresent();
  }

  @Test
  void forgetsWhatItRememberedWhenItRevokes() {
    Grants grants = rememberingGrants(false);
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    grants.find(id);
    grants.grantedBy(OWNER);

    grants.revoke(id, OWNER);

    assertThat(grants.find(id).orElseThrow().revokedAt()).isPresent();
    assertThat(grants.grantedBy(OWNER).getFirst().revokedAt()).isPresent();
  }

  // A gateway that is down (ADR 0008).

  @Test
  void refusesWhenTheGatewayIsDownEvenIfItRemembers() {
    Grants grants = rememberingGrants(false);
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    grants.find(id);
    server.stub.failWith(503, "{}");

    assertThat(grants.find(id)).isPresent();
    clock.advance(TEN_SECONDS);
    assertRefused(() -> grants.find(id), Problem.ServiceUnavailable.class);
  }

  @Test
  void servesWhatItRemembersWhileTheGatewayIsDownIfTheOwnerWantsIt() {
    Grants grants = rememberingGrants(true);
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    grants.find(id);
    server.stub.failWith(503, "{}");
    clock.advance(Duration.ofHours(1));

    assertThat(grants.find(id)).isPresent();
    assertRefused(() -> grants.find(grantId(0x33)), Problem.ServiceUnavailable.class);

    server.stub.recover();
    revokeBehindItsBack(id);
    clock.advance(TEN_SECONDS);
    assertThat(grants.find(id).orElseThrow().revokedAt()).isPresent();
  }

  // Ids (T14).

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../builders/0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
        "0x..%2f..",
        "?user=0x",
        "#",
        "",
        "0x33333333333333333333333333333333333333333333333333333333333333/3"
      })
  void letsNoStrangeIdOut(String id) {
    Grants grants = grants();
    server.stub.requests.clear();

    assertThatThrownBy(() -> grants.find(new GrantId(id)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(server.stub.requests).isEmpty();
  }

  @Test
  void refusesAnAnswerAboutAnotherGrant() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));
    lieAboutData(data -> data.put("id", grantId(0x33).value()));

    assertRefused(() -> grants.find(id), Problem.ServiceUnavailable.class);
  }

  // Forms and lists.

  @ParameterizedTest
  @EnumSource(
      value = Contract.class,
      names = {"PERMISSIONS", "NONE"})
  void understandsTheFormOfTheSpecification(Contract contract) {
    Grants grants = grants();
    registered(BUILDER);
    var spec = new SpecGrant(OWNER, BUILDER, List.of("instagram.profile"), 0, 1, contract);
    GrantId id = record(spec, OWNER_KEY.sign(spec), false);
    lieAboutData(data ->
        data.put("primaryType", "Grant")
            .put("grant", "{}")
            .put(
                "verifyingContract",
                contract == Contract.NONE ? Address.ZERO.value() : SERVER.value()));

    SignedGrant found = grants.find(id).orElseThrow();

    assertThat(found.message()).isEqualTo(spec);
    assertThat(found.terms()).isEqualTo(aGrant().terms());
    verifyGrant().verify(found);
  }

  @Test
  void understandsTheFormOfTheSecondGeneration() {
    Grants grants = grants();
    Builder builder = registered(BUILDER);
    var versioned =
        new VersionedGrant(
            OWNER, builder.id(), List.of("instagram.profile"), 3, NOW.getEpochSecond() + 60);
    GrantId id = record(versioned, OWNER_KEY.sign(versioned), false);

    assertThat(grants.find(id).orElseThrow().message()).isEqualTo(versioned);
    lieAboutData(data ->
        data.has("expiresAt") ? data.put("expiresAt", NOW.plusSeconds(60).toString()) : data);
    verifyGrant().verify(grants.find(id).orElseThrow());
  }

  /// A version does not say that another is over; a revocation does.
  @Test
  void believesTwoGrantsOfOneBuilderWhateverTheirVersions() {
    Grants grants = grants();
    Builder builder = registered(BUILDER);
    var wide = new VersionedGrant(OWNER, builder.id(), List.of("instagram.*"), 1, 0);
    var narrow = new VersionedGrant(OWNER, builder.id(), List.of("instagram.profile"), 2, 0);
    GrantId first = record(wide, OWNER_KEY.sign(wide), false);
    GrantId second = record(narrow, OWNER_KEY.sign(narrow), false);
    verified(grants, second).permit(BUILDER, PROFILE, NOW);

    verified(grants, first).permit(BUILDER, PROFILE, NOW);
    revokeBehindItsBack(first);

    assertRefused(
        () -> verified(grants, first).permit(BUILDER, PROFILE, NOW), Problem.GrantRevoked.class);
    verified(grants, second).permit(BUILDER, PROFILE, NOW);
  }

  @Test
  void doesNotBelieveTheGatewayAboutWhoABuilderIdIs() {
    Grants grants = grants();
    Builder builder = registered(BUILDER);
    var versioned = new VersionedGrant(OWNER, builder.id(), List.of("instagram.profile"), 3, 0);
    GrantId id = record(versioned, OWNER_KEY.sign(versioned), false);
    lieAboutData(
        data -> data.has("granteeAddress") ? data.put("granteeAddress", STRANGER.value()) : data);

    assertThat(grants.find(id)).isEmpty();
  }

  @Test
  void leavesACursorThatLeadsInCircles() {
    Grants grants = grants();
    grants.create(aGrant().terms(), registered(BUILDER));
    server.stub.lie(answer -> {
      answer.putObject("pagination").put("hasMore", true).put("nextCursor", "again");
      return answer;
    });
    server.stub.requests.clear();

    assertThat(grants.grantedBy(OWNER)).hasSize(1);
    assertThat(server.stub.requests).hasSizeLessThan(5);
  }

  /// Each page has something new, so that only their number is a reason to stop.
  @Test
  void readsNoMorePagesThanTheLimit() {
    Grants grants = grants();
    grants.create(aGrant().terms(), registered(BUILDER));
    var pages = new AtomicInteger();
    server.stub.lie(answer -> {
      String id = "0x%064x".formatted(pages.incrementAndGet());
      answer.withArray("data").forEach(grant -> ((ObjectNode) grant).put("id", id));
      answer.putObject("pagination").put("hasMore", true).put("nextCursor", id);
      return answer;
    });

    var _ = grants.grantedBy(OWNER);

    assertThat(server.stub.requests.stream().filter(request -> request.contains("user=")))
        .hasSize(Limits.DEFAULT.gatewayPagesMax());
  }

  @Test
  void listsNoGrantOfAnotherGrantor() {
    Grants grants = grants();
    grants.create(aGrant().terms(), registered(BUILDER));

    assertThat(grants.grantedBy(OWNER)).hasSize(1);
    lieAboutData(data -> data.put("grantorAddress", STRANGER.value()));
    assertThat(grants.grantedBy(OWNER)).isEmpty();
  }

  @Test
  void saysWhoMayNotSign() {
    Grants grants = server.gateway().grants();
    Builder builder = registered(BUILDER);

    var refusal =
        assertRefused(
            () -> grants.create(aGrant().terms(), builder), Problem.SignerNotAllowed.class);

    assertThat(refusal).isEqualTo(new Problem.SignerNotAllowed(SERVER, OWNER));
  }

  private Grants rememberingGrants(boolean staleIfError) {
    server.stub.records.withTheServer();
    return server.gateway(TEN_SECONDS, staleIfError, clock).grants();
  }

  private Grant verified(Grants grants, GrantId id) {
    return verifyGrant().verify(grants.find(id).orElseThrow());
  }

  private VerifyGrant verifyGrant() {
    var ownerRecord = new InMemoryOwnerRecord();
    ownerRecord.claim(OWNER);
    return new VerifyGrant(
        ownerRecord, server.stub.records.signatures, server.gateway().servers(), revocations);
  }

  private GrantId record(GrantMessage grant, io.freehold.domain.Signature signature, boolean asIs) {
    if (!asIs) {
      return server.stub.records.recordGrant.record(grant, signature, OptionalLong.empty());
    }
    var id = grantId(0x44);
    server.stub.records.registry.addGrant(
        io.freehold.domain.registry.Entry.pending(id.value(), grant, signature, STRANGER, NOW),
        BUILDER);
    return id;
  }

  private void revokeBehindItsBack(GrantId id) {
    var revocation = new io.freehold.domain.registry.RegistryMessage.GrantRevocation(OWNER, id);
    server.stub.records.recordRevocation.record(
        revocation, SERVER_KEY.sign(revocation), OptionalLong.empty());
  }

  private void lieAboutData(UnaryOperator<ObjectNode> changed) {
    server.stub.lie(answer -> {
      if (answer.get("data") instanceof ObjectNode data) {
        changed.apply(data);
      }
      return answer;
    });
  }
}
