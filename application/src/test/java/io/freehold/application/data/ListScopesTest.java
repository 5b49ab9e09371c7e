package io.freehold.application.data;

import static io.freehold.application.testing.Cast.CONVERSATIONS;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
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

import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.identity.Caller;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListScopesTest {
  private static final Page PAGE = new Page(100, 0);

  private final ListingWorld world = new ListingWorld();
  private final ListScopes listScopes = new ListScopes(world.granted(), world.dataFiles);

  @Test
  void showsTheOwnerEverythingWithoutAskingTheGateway() {
    world.grants.goDown();

    assertThat(scopes(theOwner()))
        .containsExactly(CONVERSATIONS, SHARED_CONVERSATIONS, LIKES, PROFILE);
  }

  @Test
  void showsABuilderWithoutAGrantNothing() {
    world.record(aGrant().to(STRANGER).of("*"), OWNER_KEY);

    assertThat(scopes(theBuilder())).isEmpty();
  }

  @Test
  void showsABuilderWhatItsGrantsCover() {
    world.record(aGrant().of("instagram.profile"), OWNER_KEY);
    world.record(aGrant().of("chatgpt.conversations.*").withNonce(2), OWNER_KEY);

    assertThat(scopes(theBuilder())).containsExactly(SHARED_CONVERSATIONS, PROFILE);
  }

  @Test
  void countsOnlyWhatItShows() {
    world.record(aGrant().of("instagram.*"), OWNER_KEY);

    Listing<ScopeSummary> listing =
        listScopes.list(theBuilder(), new ScopePrefix("i"), new Page(1, 0));

    assertThat(listing.total()).isEqualTo(2);
    assertThat(listing.items()).extracting(ScopeSummary::scope).containsExactly(LIKES);
    assertThat(listScopes.list(theBuilder(), new ScopePrefix("chat"), PAGE).total()).isZero();
  }

  @Test
  void takesAPrefixLiterally() {
    assertThat(listScopes.list(theOwner(), new ScopePrefix("%"), PAGE).total()).isZero();
    assertThat(listScopes.list(theOwner(), new ScopePrefix("_"), PAGE).total()).isZero();
    assertThat(listScopes.list(theOwner(), new ScopePrefix("insta"), PAGE).total()).isEqualTo(2);
  }

  @Test
  void leavesOutGrantsThatNoLongerHold() {
    world.record(aGrant().of("instagram.profile").revokedAt(NOW), OWNER_KEY);
    world.record(aGrant().of("instagram.likes").expiringAt(NOW), OWNER_KEY);
    world.record(aGrant().of("chatgpt.conversations"), OWNER_KEY);
    world.revocations.add(aGrant().of("chatgpt.conversations").id(), NOW);

    assertThat(scopes(theBuilder())).isEmpty();
  }

  @Test
  void leavesOutGrantsThatAreNotBelievedAndKeepsTheOthers() {
    world.record(aGrant().of("*"), STRANGER_KEY);
    world.record(aGrant().of("instagram.profile").withNonce(2), OWNER_KEY);

    assertThat(scopes(theBuilder())).containsExactly(PROFILE);
  }

  @Test
  void showsEveryBuilderEverythingWhereTheOwnerOpenedTheListing() {
    world.grants.goDown();
    var open = new ListScopes(world.open(), world.dataFiles);

    assertThat(open.list(theBuilder(), ScopePrefix.ALL, PAGE).total()).isEqualTo(4);
  }

  @Test
  void showsNothingWhileTheServerHasNoOwner() {
    world.record(aGrant().of("*"), OWNER_KEY);
    var unclaimed = new ListScopes(world.unclaimed(), world.dataFiles);

    assertThat(unclaimed.list(theBuilder(), ScopePrefix.ALL, PAGE).total()).isZero();
  }

  @Test
  void cannotTellABuilderAnythingWhileTheGatewayIsDown() {
    world.grants.goDown();

    assertRefused(() -> scopes(theBuilder()), Problem.ServiceUnavailable.class);
  }

  private List<Scope> scopes(Caller caller) {
    return listScopes.list(caller, ScopePrefix.ALL, PAGE).items().stream()
        .map(ScopeSummary::scope)
        .toList();
  }
}
