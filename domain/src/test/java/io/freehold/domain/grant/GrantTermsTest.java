package io.freehold.domain.grant;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantTermsTest {
  private static final Address OWNER = new Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Address BUILDER = new Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
  private static final List<ScopePattern> PROFILE = List.of(new ScopePattern("instagram.profile"));

  @Test
  void writesNeverAsZero() {
    assertThat(GrantTerms.expiry(0)).isEqualTo(Instant.MAX);
    assertThat(expiringAt(Instant.MAX).expiresAtSeconds()).isZero();
  }

  @Test
  void writesATimeAsSecondsSince1970() {
    assertThat(GrantTerms.expiry(1_770_000_000)).isEqualTo(Instant.parse("2026-02-02T02:40:00Z"));
    assertThat(expiringAt(Instant.parse("2026-02-02T02:40:00Z")).expiresAtSeconds())
        .isEqualTo(1_770_000_000);
    assertThat(expiringAt(GrantTerms.expiry(1)).expiresAtSeconds()).isEqualTo(1);
  }

  @Test
  void refusesNumbersThatAreNoTime() {
    assertImpossible(() -> GrantTerms.expiry(-1));
    assertImpossible(() -> GrantTerms.expiry(Long.MIN_VALUE));
    assertImpossible(() -> GrantTerms.expiry(Long.MAX_VALUE));
    assertImpossible(() -> GrantTerms.expiry(Instant.MAX.getEpochSecond() + 1));
  }

  @Test
  void keepsTheLargestTimeApartFromNever() {
    Instant largest = GrantTerms.expiry(Instant.MAX.getEpochSecond());

    assertThat(expiringAt(largest).expiresAtSeconds()).isEqualTo(Instant.MAX.getEpochSecond());
  }

  @Test
  void refusesATimeThatWouldBeWrittenAsNever() {
    assertImpossible(() -> expiringAt(Instant.EPOCH));
    assertImpossible(() -> expiringAt(Instant.EPOCH.plusMillis(999)));
    assertImpossible(() -> expiringAt(Instant.EPOCH.minusSeconds(1)));
    assertThat(expiringAt(Instant.EPOCH.plusSeconds(1)).expiresAtSeconds()).isEqualTo(1);
  }

  @Test
  void namesOneToAHundredScopes() {
    assertImpossible(() -> of(List.of()));
    assertThat(of(PROFILE).scopeTexts()).containsExactly("instagram.profile");
    assertThat(of(Collections.nCopies(100, PROFILE.getFirst())).scopes()).hasSize(100);
    assertImpossible(() -> of(Collections.nCopies(101, PROFILE.getFirst())));
  }

  @Test
  void hasANonceThatIsNotNegative() {
    assertThat(new GrantTerms(OWNER, BUILDER, PROFILE, Instant.MAX, 0).nonce()).isZero();
    assertImpossible(() -> new GrantTerms(OWNER, BUILDER, PROFILE, Instant.MAX, -1));
  }

  @Test
  void takesEverythingFromADraftButTheGrantor() {
    var draft = new GrantDraft(BUILDER, PROFILE, Instant.ofEpochSecond(5), 7);

    assertThat(draft.by(OWNER))
        .isEqualTo(new GrantTerms(OWNER, BUILDER, PROFILE, Instant.ofEpochSecond(5), 7));
  }

  private static GrantTerms of(List<ScopePattern> scopes) {
    return new GrantTerms(OWNER, BUILDER, scopes, Instant.MAX, 1);
  }

  private static GrantTerms expiringAt(Instant time) {
    return new GrantTerms(OWNER, BUILDER, PROFILE, time, 1);
  }
}
