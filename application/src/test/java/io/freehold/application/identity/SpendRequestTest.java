package io.freehold.application.identity;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.BUILDER_KEY;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER_URL;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.identity.SpendRequest.Uses;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryUsedRequests;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Problem.Unauthorized;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.RequestTarget;
import io.freehold.domain.identity.SignedRequest;
import io.freehold.domain.identity.SignedRequestRules;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpendRequestTest {
  private static final long IAT = NOW.getEpochSecond();
  private static final ReceivedRequest POST = received("POST");
  private static final ReceivedRequest GET = received("GET");

  private final HandSetClock clock = new HandSetClock(NOW);
  private final InMemoryUsedRequests used = new InMemoryUsedRequests(clock, 100);
  private final SpendRequest once = once(SingleUse.WRITES);

  @Test
  void refusesTheSecondUseOfAWrite() {
    once.spend(OWNER, signed(), POST);

    var refusal = assertRefused(() -> once.spend(OWNER, signed(), POST), Unauthorized.class);

    assertThat(refusal.failure()).isEqualTo(AuthFailure.INVALID_SIGNATURE);
    assertThat(refusal.reason()).contains("used before");
  }

  @Test
  void refusesItUntilItIsTooOldAnyway() {
    once.spend(OWNER, signed(), POST);
    clock.set(NOW.plusSeconds(300 + 60));

    assertRefused(() -> once.spend(OWNER, signed(), POST), Unauthorized.class);
  }

  @Test
  void acceptsTheSecondUseOfARead() {
    once.spend(BUILDER, signed(), GET);
    once.spend(BUILDER, signed(), GET);
  }

  @Test
  void refusesTheSecondUseOfAReadWhereTheOwnerWantsThat() {
    SpendRequest all = once(SingleUse.ALL);
    all.spend(BUILDER, signed(), GET);

    assertRefused(() -> all.spend(BUILDER, signed(), GET), Unauthorized.class);
  }

  @Test
  void takesEverySpellingOfASignatureForTheSameUse() {
    SignedRequest signed = signed();
    String text = signed.signature().value();
    var withZeroAndCapitals =
        new Signature("0x" + text.substring(2, 130).toUpperCase(Locale.ROOT) + "00");
    once.spend(OWNER, signed, POST);

    assertRefused(() -> once.spend(OWNER, signed(withZeroAndCapitals), POST), Unauthorized.class);
  }

  @Test
  void tellsTheSameWordsOfTwoSignersApart() {
    once.spend(OWNER, signed(), POST);
    once.spend(BUILDER, signed(BUILDER_KEY.sign("x")), POST);
  }

  /// Signed ahead of the clock, so that its time alone does not tell.
  @Test
  void refusesWhatAnEarlierRunMayHaveTaken() {
    once.spend(OWNER, signed(), POST);
    once.spend(BUILDER, signed(BUILDER_KEY.sign("x")), GET);
    used.restart();

    assertRefused(() -> once.spend(OWNER, signed(), POST), Unauthorized.class);
    once.spend(BUILDER, signed(BUILDER_KEY.sign("x")), POST);
  }

  @Test
  void takesARequestOfPagesForTheUsersOfOneSecond() {
    SpendRequest pages =
        new SpendRequest(() -> rules(SingleUse.WRITES), used, Uses.BY_THE_PAGES_OF_A_SECOND);
    for (int user = 1; user <= 20; user++) {
      pages.spend(BUILDER, signed(), POST);
    }

    assertRefused(() -> pages.spend(BUILDER, signed(), POST), Unauthorized.class);
  }

  @Test
  void hasOneWinnerWhenTheSameRequestComesManyTimesAtOnce() {
    var winners = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        threads.execute(() -> {
          if (isSpent(OWNER)) {
            winners.incrementAndGet();
          }
        });
      }
    }

    assertThat(winners).hasValue(1);
  }

  private boolean isSpent(Address signer) {
    try {
      once.spend(signer, signed(), POST);
      return true;
    } catch (ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.Unauthorized.class);
      return false;
    }
  }

  private SpendRequest once(SingleUse singleUse) {
    return new SpendRequest(() -> rules(singleUse), used, Uses.ONCE);
  }

  private static SignedRequestRules rules(SingleUse singleUse) {
    return new SignedRequestRules(
        Set.of(new Origin(SERVER_URL)),
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        singleUse,
        false,
        Instant.EPOCH);
  }

  private static ReceivedRequest received(String method) {
    return new ReceivedRequest(method, new RequestTarget("/v1/data"), false, NOW);
  }

  private static SignedRequest signed() {
    return signed(OWNER_KEY.sign("x"));
  }

  private static SignedRequest signed(Signature signature) {
    return new SignedRequest(
        SERVER_URL, "POST", "/v1/data", "", IAT, IAT + 300, Optional.empty(), "x", signature);
  }
}
