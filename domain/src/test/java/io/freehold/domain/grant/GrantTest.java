package io.freehold.domain.grant;

import static io.freehold.domain.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrantTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);
  private static final Address OWNER = new Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Address BUILDER = new Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
  private static final Address STRANGER = new Address("0x90F79bf6EB2c4f870365E785982E1f101E93b906");
  private static final GrantId ID = new GrantId("0x" + "11".repeat(32));
  private static final GrantId SIGNATURE_ID = new GrantId("0x" + "22".repeat(32));
  private static final Scope PROFILE = new Scope("instagram.profile");
  private static final Scope LIKES = new Scope("instagram.likes");

  @Test
  void permitsItsGranteeAScopeOfItsOwn() {
    ReadPermit permit = grant(Instant.MAX, "instagram.profile").permit(BUILDER, PROFILE, NOW);

    assertThat(permit.scope()).isEqualTo(PROFILE);
    assertThat(permit.endsWith()).containsExactlyInAnyOrder(ID, SIGNATURE_ID);
  }

  @Test
  void permitsWhateverOneOfItsPatternsCovers() {
    Grant grant = grant(Instant.MAX, "chatgpt.conversations", "instagram.*");

    assertThat(grant.permit(BUILDER, LIKES, NOW).scope()).isEqualTo(LIKES);
  }

  @Test
  void holdsUntilRightBeforeItsExpiry() {
    Grant grant = grant(NOW.plusMillis(1), "instagram.profile");

    assertThat(grant.permit(BUILDER, PROFILE, NOW)).isNotNull();
    assertThat(grant.isLiveFor(BUILDER, NOW)).isTrue();
  }

  @Test
  void refusesAtTheVeryInstantOfExpiry() {
    Grant grant = grant(NOW, "instagram.profile");

    var expired =
        assertRefused(() -> grant.permit(BUILDER, PROFILE, NOW), Problem.GrantExpired.class);
    assertThat(expired).isEqualTo(new Problem.GrantExpired(ID, NOW));
    assertThat(grant.isLiveFor(BUILDER, NOW)).isFalse();
  }

  @Test
  void refusesAfterRevocationEvenWhenItsTimeLiesAhead() {
    Grant grant = revoked(Instant.MAX, "instagram.profile");

    var revoked =
        assertRefused(() -> grant.permit(BUILDER, PROFILE, NOW), Problem.GrantRevoked.class);
    assertThat(revoked.grant()).isEqualTo(ID);
    assertThat(grant.isLiveFor(BUILDER, NOW)).isFalse();
  }

  @Test
  void refusesAScopeItDoesNotName() {
    Grant grant = grant(Instant.MAX, "instagram.profile", "chatgpt.*");

    var refusal =
        assertRefused(() -> grant.permit(BUILDER, LIKES, NOW), Problem.ScopeNotGranted.class);
    assertThat(refusal.requested()).isEqualTo(LIKES);
    assertThat(refusal.granted()).containsExactly("instagram.profile", "chatgpt.*");
  }

  @Test
  void tellsAStrangerNothingOfItsState() {
    var states =
        Stream.of(
            grant(Instant.MAX, "instagram.profile"),
            grant(NOW, "instagram.profile"),
            revoked(NOW, "instagram.profile"),
            grant(Instant.MAX, "instagram.likes"));

    var refusals =
        states.map(grant ->
            assertRefused(() -> grant.permit(STRANGER, PROFILE, NOW), Problem.GrantRequired.class));

    assertThat(refusals.distinct()).hasSize(1);
  }

  @Test
  void givesNoPermitToItsGrantor() {
    Grant grant = grant(Instant.MAX, "*");

    assertRefused(() -> grant.permit(OWNER, PROFILE, NOW), Problem.GrantRequired.class);
  }

  @Test
  void namesRevocationBeforeExpiryAndExpiryBeforeScope() {
    assertRefused(
        () -> revoked(NOW, "instagram.profile").permit(BUILDER, LIKES, NOW),
        Problem.GrantRevoked.class);
    assertRefused(
        () -> grant(NOW, "instagram.profile").permit(BUILDER, LIKES, NOW),
        Problem.GrantExpired.class);
  }

  @Test
  void isLiveForNobodyElse() {
    assertThat(grant(Instant.MAX, "*").isLiveFor(STRANGER, NOW)).isFalse();
  }

  private static Grant grant(Instant expiresAt, String... patterns) {
    return new Grant(ID, SIGNATURE_ID, terms(expiresAt, patterns), Optional.empty());
  }

  private static Grant revoked(Instant expiresAt, String... patterns) {
    return new Grant(
        ID, SIGNATURE_ID, terms(expiresAt, patterns), Optional.of(NOW.minusSeconds(1)));
  }

  private static GrantTerms terms(Instant expiresAt, String... patterns) {
    List<ScopePattern> scopes = Stream.of(patterns).map(ScopePattern::new).toList();
    return new GrantTerms(OWNER, BUILDER, scopes, expiresAt, 1);
  }
}
