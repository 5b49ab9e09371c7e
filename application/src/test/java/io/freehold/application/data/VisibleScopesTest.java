package io.freehold.application.data;

import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.CONVERSATIONS;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.SHARED_CONVERSATIONS;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.theBuilder;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.InMemoryDataFiles;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.identity.Caller;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What listings of scopes and versions show to whom.
class VisibleScopesTest {
  private static final Page PAGE = new Page(100, 0);

  private final InMemoryDataFiles dataFiles = new InMemoryDataFiles();
  private final InMemoryGrants grants = InMemoryGrants.of();
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final OwnerRecord ownerRecord = InMemoryOwnerRecord.of(OWNER);

  @BeforeEach
  void thereIsData() {
    for (Scope scope : List.of(PROFILE, LIKES, CONVERSATIONS, SHARED_CONVERSATIONS)) {
      dataFiles.save(
          new DataDraft(Optional.empty(), scope, JsonDocument.of("{}"), NOW, Optional.empty()));
    }
  }

  @Test
  void areAllForTheOwner() {
    grants.goDown();

    assertThat(scopes(theOwner()))
        .containsExactly(CONVERSATIONS, SHARED_CONVERSATIONS, LIKES, PROFILE);
    assertThat(versions(theOwner(), PROFILE)).isEqualTo(1);
  }

  @Test
  void areNoneForABuilderWithoutAGrant() {
    grants.add(aGrant().to(STRANGER).of("*").signedBy(OWNER_KEY));

    assertThat(scopes(theBuilder())).isEmpty();
    assertThat(versions(theBuilder(), PROFILE)).isZero();
  }

  @Test
  void areThoseItsGrantsCover() {
    grants.add(aGrant().of("instagram.profile").signedBy(OWNER_KEY));
    grants.add(aGrant().of("chatgpt.conversations.*").withNonce(2).signedBy(OWNER_KEY));

    assertThat(scopes(theBuilder())).containsExactly(SHARED_CONVERSATIONS, PROFILE);
    assertThat(versions(theBuilder(), PROFILE)).isEqualTo(1);
    assertThat(versions(theBuilder(), SHARED_CONVERSATIONS)).isEqualTo(1);
    assertThat(versions(theBuilder(), CONVERSATIONS)).isZero();
    assertThat(versions(theBuilder(), LIKES)).isZero();
  }

  @Test
  void countOnlyWhatMayBeSeen() {
    grants.add(aGrant().of("instagram.*").signedBy(OWNER_KEY));

    Listing<ScopeSummary> listing =
        listScopes(true).list(theBuilder(), new ScopePrefix("i"), new Page(1, 0));

    assertThat(listing.total()).isEqualTo(2);
    assertThat(listing.items()).extracting(ScopeSummary::scope).containsExactly(LIKES);
    assertThat(listScopes(true).list(theBuilder(), new ScopePrefix("chat"), PAGE).total()).isZero();
  }

  @Test
  void leaveOutGrantsThatNoLongerHold() {
    grants.add(aGrant().of("instagram.profile").revokedAt(NOW).signedBy(OWNER_KEY));
    grants.add(aGrant().of("instagram.likes").expiringAt(NOW).signedBy(OWNER_KEY));
    var revokedHere = aGrant().of("chatgpt.conversations");
    grants.add(revokedHere.signedBy(OWNER_KEY));
    revocations.add(revokedHere.id(), NOW);

    assertThat(scopes(theBuilder())).isEmpty();
  }

  @Test
  void leaveOutGrantsThatAreNotBelievedAndKeepTheOthers() {
    grants.add(aGrant().of("*").signedBy(STRANGER_KEY));
    grants.add(aGrant().of("instagram.profile").withNonce(2).signedBy(OWNER_KEY));

    assertThat(scopes(theBuilder())).containsExactly(PROFILE);
  }

  @Test
  void areAllForEveryRegisteredBuilderWhereTheOwnerWantsThat() {
    grants.goDown();

    var listing = listScopes(false).list(theBuilder(), ScopePrefix.ALL, PAGE);

    assertThat(listing.total()).isEqualTo(4);
  }

  @Test
  void areNoneWhileTheServerHasNoOwner() {
    grants.add(aGrant().of("*").signedBy(OWNER_KEY));
    var unclaimed = visibleScopes(true, new InMemoryOwnerRecord());

    assertThat(new ListScopes(unclaimed, dataFiles).list(theBuilder(), ScopePrefix.ALL, PAGE))
        .extracting(Listing::total)
        .isEqualTo(0L);
  }

  @Test
  void areNotKnownWhileTheGatewayIsDown() {
    grants.goDown();

    assertRefused(() -> scopes(theBuilder()), Problem.ServiceUnavailable.class);
    assertRefused(() -> versions(theBuilder(), PROFILE), Problem.ServiceUnavailable.class);
  }

  @Test
  void lookForAScopeThatMayNotBeSeenLikeForOneWithoutData() {
    grants.add(aGrant().of("instagram.*").signedBy(OWNER_KEY));
    ListVersions listVersions = new ListVersions(visibleScopes(true, ownerRecord), dataFiles);

    assertThat(listVersions.list(theBuilder(), CONVERSATIONS, PAGE))
        .isEqualTo(listVersions.list(theBuilder(), new Scope("instagram.stories"), PAGE));
  }

  private List<Scope> scopes(Caller caller) {
    return listScopes(true).list(caller, ScopePrefix.ALL, PAGE).items().stream()
        .map(ScopeSummary::scope)
        .toList();
  }

  private long versions(Caller caller, Scope scope) {
    return new ListVersions(visibleScopes(true, ownerRecord), dataFiles)
        .list(caller, scope, PAGE)
        .total();
  }

  private ListScopes listScopes(boolean grantedOnly) {
    return new ListScopes(visibleScopes(grantedOnly, ownerRecord), dataFiles);
  }

  private VisibleScopes visibleScopes(boolean grantedOnly, OwnerRecord owners) {
    var verifyGrant =
        new VerifyGrant(owners, new FakeSignatures(), new InMemoryServerRegistry(), revocations);
    return new VisibleScopes(grantedOnly, grants, verifyGrant, owners, CLOCK);
  }
}
