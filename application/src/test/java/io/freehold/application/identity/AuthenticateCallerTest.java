package io.freehold.application.identity;

import static io.freehold.application.testing.Cast.APP;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.BUILDER_KEY;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.SERVER_URL;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Builders;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.FakeSigner;
import io.freehold.application.testing.InMemoryBuilders;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Problem.Unauthorized;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.RequestTarget;
import io.freehold.domain.identity.SignedRequest;
import io.freehold.domain.identity.SignedRequestRules;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthenticateCallerTest {
  private static final long IAT = NOW.getEpochSecond();
  private static final Signature BY_NOBODY = new Signature("0x" + "0".repeat(128) + "1b");

  private final InMemoryOwnerRecord ownerRecord = InMemoryOwnerRecord.of(OWNER);
  private final InMemoryBuilders builders = InMemoryBuilders.of(APP);
  private SignedRequestRules rules = rules();
  private final AuthenticateCaller authenticateCaller = authenticateCaller(builders);

  @Test
  void knowsTheOwnerByTheWallet() {
    Caller caller = authenticateCaller.authenticate(claims("GET").by(OWNER_KEY), get("/v1/data"));

    assertThat(caller).isEqualTo(new Caller.Owner(OWNER, "wallet"));
  }

  @Test
  void knowsABuilderAndTheGrantItNames() {
    Caller caller =
        authenticateCaller.authenticate(
            claims("GET").naming(grantId(0x11)).by(BUILDER_KEY), get("/v1/data"));

    assertThat(caller).isEqualTo(new Caller.BuilderApp(APP, Optional.of(grantId(0x11))));
  }

  @Test
  void refusesWhoIsNeither() {
    var refusal = assertUnauthorized(claims("GET").by(STRANGER_KEY), get("/v1/data"));

    assertThat(refusal.failure()).isEqualTo(AuthFailure.UNREGISTERED_BUILDER);
    assertThat(refusal.facts()).containsEntry("signer", STRANGER.value());
    assertUnauthorized(claims("GET").by(SERVER_KEY), get("/v1/data"));
  }

  @Test
  void takesTheOwnerForTheOwnerEvenWhereItIsABuilderToo() {
    builders.add(new Builder(APP.id(), OWNER, OWNER, OWNER_KEY.publicKey(), APP.appUrl()));

    assertThat(authenticateCaller.authenticate(claims("GET").by(OWNER_KEY), get("/v1/data")))
        .isInstanceOf(Caller.Owner.class);
  }

  @Test
  void knowsNoOwnerBeforeSomebodyClaimedTheServer() {
    var unclaimed =
        new AuthenticateCaller(
            () -> rules, new FakeSignatures(), new InMemoryOwnerRecord(), builders);

    var refusal =
        assertRefused(
            () -> unclaimed.authenticate(claims("GET").by(OWNER_KEY), get("/v1/data")),
            Unauthorized.class);

    assertThat(refusal.failure()).isEqualTo(AuthFailure.UNREGISTERED_BUILDER);
  }

  @Test
  void refusesASignatureOfNobody() {
    var refusal = assertUnauthorized(claims("GET").with(BY_NOBODY), get("/v1/data"));

    assertThat(refusal.failure()).isEqualTo(AuthFailure.INVALID_SIGNATURE);
    assertThat(refusal.reason()).isEqualTo("Signature recovery failed");
  }

  @Test
  void takesAlteredClaimsForAStrangers() {
    Signature overOtherClaims = claims("GET").naming(grantId(0x22)).by(BUILDER_KEY).signature();

    var refusal =
        assertUnauthorized(
            claims("GET").naming(grantId(0x11)).with(overOtherClaims), get("/v1/data"));

    assertThat(refusal.failure()).isEqualTo(AuthFailure.UNREGISTERED_BUILDER);
    assertThat(refusal.facts()).doesNotContainValue(BUILDER.value());
  }

  @Test
  void refusesALifeOfYears() {
    var refusal =
        assertUnauthorized(claims("GET").until(IAT + 315_360_000).by(BUILDER_KEY), get("/v1/data"));

    assertThat(refusal.failure()).isEqualTo(AuthFailure.EXPIRED_TOKEN);
  }

  @Test
  void refusesATamperedQuery() {
    SignedRequest signed =
        claims("GET").uri("/v1/data/a.b?at=2026-01-01T00:00:00Z").by(BUILDER_KEY);

    assertUnauthorized(signed, get("/v1/data/a.b?at=2026-01-02T00:00:00Z"));
    assertUnauthorized(signed, get("/v1/data/a.b"));
  }

  @Test
  void refusesWhatIsMeantForAnotherServer() {
    assertUnauthorized(
        claims("GET").audience("https://other.example.com").by(OWNER_KEY), get("/v1/data"));
  }

  @Test
  void judgesTheClaimsBeforeItAsksAnybody() {
    var cutOff = authenticateCaller(AuthenticateCallerTest::unreachable);

    assertRefused(
        () ->
            cutOff.authenticate(
                claims("GET").audience("https://other.example.com").by(BUILDER_KEY),
                get("/v1/data")),
        Unauthorized.class);
  }

  @Test
  void knowsTheOwnerWhileTheGatewayIsDown() {
    var cutOff = authenticateCaller(AuthenticateCallerTest::unreachable);

    assertThat(cutOff.authenticate(claims("GET").by(OWNER_KEY), get("/v1/data"))).isNotNull();
    assertRefused(
        () -> cutOff.authenticate(claims("GET").by(BUILDER_KEY), get("/v1/data")),
        Problem.ServiceUnavailable.class);
  }

  @Test
  void followsTheRulesOfTheMoment() {
    rules =
        new SignedRequestRules(
            Set.of(new Origin("http://localhost:8080")),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            SingleUse.WRITES,
            false,
            Instant.EPOCH);

    assertUnauthorized(claims("GET").by(OWNER_KEY), get("/v1/data"));
    assertThat(
            authenticateCaller.authenticate(
                claims("GET").audience("http://localhost:8080").by(OWNER_KEY), get("/v1/data")))
        .isNotNull();
  }

  private Unauthorized assertUnauthorized(SignedRequest signed, ReceivedRequest received) {
    return assertRefused(
        () -> authenticateCaller.authenticate(signed, received), Unauthorized.class);
  }

  private AuthenticateCaller authenticateCaller(Builders registered) {
    return new AuthenticateCaller(() -> rules, new FakeSignatures(), ownerRecord, registered);
  }

  private static Optional<Builder> unreachable(Address address) {
    throw new Problem.ServiceUnavailable(
            Problem.Cause.GATEWAY, "cannot be reached", Duration.ofSeconds(1))
        .asException();
  }

  private static SignedRequestRules rules() {
    return new SignedRequestRules(
        Set.of(new Origin(SERVER_URL)),
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        SingleUse.WRITES,
        false,
        Instant.EPOCH);
  }

  private static ReceivedRequest get(String target) {
    return received("GET", target);
  }

  private static ReceivedRequest received(String method, String target) {
    return new ReceivedRequest(method, new RequestTarget(target), false, NOW);
  }

  private static Claims claims(String method) {
    return new Claims(SERVER_URL, method, "/v1/data", IAT + 300, Optional.empty());
  }

  private record Claims(
      String audience, String method, String uri, long expiresAt, Optional<GrantId> grantId) {
    Claims audience(String other) {
      return new Claims(other, method, uri, expiresAt, grantId);
    }

    Claims uri(String other) {
      return new Claims(audience, method, other, expiresAt, grantId);
    }

    Claims until(long other) {
      return new Claims(audience, method, uri, other, grantId);
    }

    Claims naming(GrantId grant) {
      return new Claims(audience, method, uri, expiresAt, Optional.of(grant));
    }

    SignedRequest by(FakeSigner key) {
      return with(key.sign(toString()));
    }

    SignedRequest with(Signature signature) {
      return new SignedRequest(
          audience, method, uri, "", IAT, expiresAt, grantId, toString(), signature);
    }
  }
}
