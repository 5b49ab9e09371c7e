package io.freehold.application.grant;

import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.registry.GrantMessage;
import org.junit.jupiter.api.Test;

class VerifyGrantTest {
  private final InMemoryServerRegistry servers = new InMemoryServerRegistry();
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final VerifyGrant verifyGrant =
      new VerifyGrant(InMemoryOwnerRecord.of(OWNER), new FakeSignatures(), servers, revocations);

  @Test
  void believesWhatTheOwnerSigned() {
    SignedGrant signed = aGrant().signedBy(OWNER_KEY);

    assertThat(verifyGrant.verify(signed)).isEqualTo(aGrant().verified(OWNER_KEY));
  }

  @Test
  void believesWhatAServerOfTheOwnerSigned() {
    servers.add(SERVER, OWNER);

    assertThat(verifyGrant.verify(aGrant().signedBy(SERVER_KEY)))
        .isEqualTo(aGrant().verified(SERVER_KEY));
  }

  @Test
  void doesNotBelieveAnUnregisteredServer() {
    assertNotBelieved(aGrant().signedBy(SERVER_KEY));
  }

  @Test
  void doesNotBelieveAServerThatTheOwnerTookBack() {
    servers.add(SERVER, OWNER).remove(SERVER);

    assertNotBelieved(aGrant().signedBy(SERVER_KEY));
  }

  @Test
  void doesNotBelieveAServerOfAnotherOwner() {
    servers.add(SERVER, STRANGER);

    assertNotBelieved(aGrant().signedBy(SERVER_KEY));
  }

  @Test
  void doesNotBelieveAnotherSigner() {
    assertNotBelieved(aGrant().signedBy(STRANGER_KEY));
  }

  @Test
  void doesNotBelieveAlteredTerms() {
    SignedGrant signed = aGrant().signedBy(OWNER_KEY);
    var wider = aGrant().of("*");

    assertNotBelieved(changed(signed, wider.message(), wider.terms(), signed.signature()));
  }

  @Test
  void doesNotBelieveAGrantOfAnotherOwner() {
    servers.add(SERVER, STRANGER);

    assertNotBelieved(aGrant().from(STRANGER).signedBy(STRANGER_KEY));
    assertNotBelieved(aGrant().from(STRANGER).signedBy(SERVER_KEY));
    assertNotBelieved(aGrant().from(STRANGER).signedBy(OWNER_KEY));
  }

  @Test
  void doesNotBelieveAMessageAndTermsOfDifferentOwners() {
    var theirs = aGrant().from(STRANGER);
    SignedGrant ours = aGrant().signedBy(OWNER_KEY);

    assertNotBelieved(changed(ours, ours.message(), theirs.terms(), ours.signature()));
    assertNotBelieved(
        changed(ours, theirs.message(), ours.terms(), STRANGER_KEY.sign(theirs.message())));
    assertNotBelieved(
        changed(ours, theirs.message(), ours.terms(), OWNER_KEY.sign(theirs.message())));
  }

  @Test
  void doesNotBelieveASignatureOfNobody() {
    SignedGrant signed = aGrant().signedBy(OWNER_KEY);

    assertNotBelieved(
        changed(
            signed,
            signed.message(),
            signed.terms(),
            new Signature("0x" + "0".repeat(128) + "1b")));
  }

  @Test
  void keepsARevocationThatTheGatewayTells() {
    Grant grant = verifyGrant.verify(aGrant().revokedAt(NOW).signedBy(OWNER_KEY));

    assertThat(grant.revokedAt()).contains(NOW);
  }

  @Test
  void keepsARevocationThatTheGatewayToldAndThenDenies() {
    SignedGrant signed = aGrant().signedBy(OWNER_KEY);
    verifyGrant.verify(signed.revokedAt(NOW));

    assertThat(verifyGrant.verify(signed).revokedAt()).contains(NOW);
    assertThat(verifyGrant.verify(servedAs(grantId(0x77), signed)).revokedAt()).contains(NOW);
    assertThat(revocations.unconfirmed()).isEmpty();
  }

  /// Told of an id by the owner while no gateway could say what grant that is.
  @Test
  void learnsTheSignatureOfAGrantThatWasRevokedByItsIdAlone() {
    SignedGrant signed = aGrant().signedBy(OWNER_KEY);
    revocations.add(signed.id(), NOW);
    verifyGrant.verify(signed);

    assertThat(verifyGrant.verify(servedAs(grantId(0x77), signed)).revokedAt()).contains(NOW);
  }

  /// More than any memory of a bounded size would hold.
  @Test
  void keepsNoRevocationThatAGatewayInventedAndLosesNoneByThem() {
    SignedGrant signed = aGrant().signedBy(OWNER_KEY);
    verifyGrant.verify(signed.revokedAt(NOW));

    for (int nonce = 2; nonce <= 10_002; nonce++) {
      SignedGrant invented = aGrant().withNonce(nonce).signedBy(STRANGER_KEY).revokedAt(NOW);
      assertNotBelieved(invented);
      assertThat(revocations.find(invented.signatureId())).isEmpty();
    }

    assertThat(verifyGrant.verify(signed).revokedAt()).contains(NOW);
  }

  @Test
  void letsARevocationMadeHereWin() {
    revocations.add(aGrant().id(), NOW.minusSeconds(5));

    assertThat(verifyGrant.verify(aGrant().signedBy(OWNER_KEY)).revokedAt())
        .contains(NOW.minusSeconds(5));
  }

  @Test
  void findsARevocationMadeHereWhenTheGrantIsServedUnderAnotherId() {
    SignedGrant signed = aGrant().signedBy(OWNER_KEY);
    revocations.add(signed.signatureId(), NOW);

    assertThat(verifyGrant.verify(servedAs(grantId(0x77), signed)).revokedAt()).contains(NOW);
    assertThat(verifyGrant.verify(aGrant().withNonce(2).signedBy(OWNER_KEY)).revokedAt()).isEmpty();
  }

  @Test
  void believesNothingBeforeTheServerHasAnOwner() {
    var unclaimed =
        new VerifyGrant(new InMemoryOwnerRecord(), new FakeSignatures(), servers, revocations);

    assertRefused(() -> unclaimed.verify(aGrant().signedBy(OWNER_KEY)), Problem.OwnerUnknown.class);
  }

  private void assertNotBelieved(SignedGrant signed) {
    assertRefused(() -> verifyGrant.verify(signed), Problem.GrantRequired.class);
  }

  private static SignedGrant changed(
      SignedGrant signed, GrantMessage message, GrantTerms terms, Signature signature) {
    return new SignedGrant(
        signed.id(),
        message,
        terms,
        signature,
        signed.addedAt(),
        signed.revokedAt(),
        signed.status());
  }

  private static SignedGrant servedAs(GrantId id, SignedGrant signed) {
    return new SignedGrant(
        id,
        signed.message(),
        signed.terms(),
        signed.signature(),
        signed.addedAt(),
        signed.revokedAt(),
        signed.status());
  }
}
