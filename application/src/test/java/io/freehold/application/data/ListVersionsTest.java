package io.freehold.application.data;

import static io.freehold.application.testing.Cast.CONVERSATIONS;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.SHARED_CONVERSATIONS;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.theBuilder;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.Caller;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListVersionsTest {
  private static final Page PAGE = new Page(100, 0);

  private final ListingWorld world = new ListingWorld();
  private final ListVersions listVersions = new ListVersions(world.granted(), world.dataFiles);

  @Test
  void showsTheOwnerEveryVersionNewestFirst() {
    world.grants.goDown();
    world.dataFiles.save(
        new DataDraft(
            Optional.empty(),
            PROFILE,
            JsonDocument.of("{}"),
            NOW.plusSeconds(1),
            Optional.empty()));

    assertThat(listVersions.list(theOwner(), PROFILE, PAGE).items())
        .extracting(version -> version.collectedAt().text())
        .containsExactly("2026-02-02T02:40:01Z", "2026-02-02T02:40:00Z");
  }

  @Test
  void showsABuilderTheVersionsOfWhatItsGrantsCover() {
    world.record(aGrant().of("instagram.profile", "chatgpt.conversations.*"), OWNER_KEY);

    assertThat(versions(theBuilder(), PROFILE)).isEqualTo(1);
    assertThat(versions(theBuilder(), SHARED_CONVERSATIONS)).isEqualTo(1);
    assertThat(versions(theBuilder(), CONVERSATIONS)).isZero();
    assertThat(versions(theBuilder(), LIKES)).isZero();
  }

  @Test
  void answersForAScopeThatMayNotBeSeenAsForOneWithoutData() {
    world.record(aGrant().of("instagram.*"), OWNER_KEY);

    assertThat(listVersions.list(theBuilder(), CONVERSATIONS, PAGE))
        .isEqualTo(listVersions.list(theBuilder(), new Scope("instagram.stories"), PAGE));
  }

  @Test
  void showsABuilderNothingUnderAGrantThatNoLongerHolds() {
    world.record(aGrant().of(PROFILE).revokedAt(NOW), OWNER_KEY);
    world.record(aGrant().of(PROFILE).withNonce(2).expiringAt(NOW), OWNER_KEY);

    assertThat(versions(theBuilder(), PROFILE)).isZero();
  }

  @Test
  void cannotTellABuilderAnythingWhileTheGatewayIsDown() {
    world.grants.goDown();

    assertRefused(() -> versions(theBuilder(), PROFILE), Problem.ServiceUnavailable.class);
  }

  private long versions(Caller caller, Scope scope) {
    return listVersions.list(caller, scope, PAGE).total();
  }
}
